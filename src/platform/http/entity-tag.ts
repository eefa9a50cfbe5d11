/** The ETag of something that counts or names its versions. */
export const entityTag = (version: number | string): string => `"${version}"`;

/** The version in an If-Match header; weak tags are read too, since proxies weaken them. Undefined without one. */
export function ifMatch(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const header = headers['if-match'];
  return typeof header === 'string' ? /^(?:W\/)?"([\w-]{1,64})"$/.exec(header.trim())?.[1] : undefined;
}

/** The revision in an If-Match header; undefined without one, or with one that no answer gave out. */
export function revisionIn(headers: Parameters<typeof ifMatch>[0]): number | undefined {
  const tag = ifMatch(headers);
  return tag !== undefined && /^\d{1,9}$/.test(tag) ? Number(tag) : undefined;
}
