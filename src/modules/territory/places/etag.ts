import { VersionRequired } from './place.ts';

export const etagOf = (version: number): string => `"${version}"`;

/** The version in an If-Match header; weak tags are read too, since proxies weaken them. @throws VersionRequired */
export function versionOf(header: string | string[] | undefined): number {
  const found = typeof header === 'string' ? /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim()) : null;
  if (found?.[1] === undefined) throw new VersionRequired();
  return Number(found[1]);
}
