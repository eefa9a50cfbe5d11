/** 「鲜牛奶 950毫升」: what was bought keeps its name with its spec, other lists tell them apart. */
export const nameOfSku = ({ name, spec }: { readonly name: string; readonly spec: string }): string =>
  spec === '' || name.endsWith(spec) ? name : `${name} ${spec}`;
