/** What sets an item apart from others of its name; empty where the name says it. */
export const specBeside = ({ name, spec }: { readonly name: string; readonly spec: string }): string =>
  name.includes(spec) ? '' : spec;
