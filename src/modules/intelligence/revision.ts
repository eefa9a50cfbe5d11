import { ifMatch } from '#platform/http';

/** The revision in an If-Match header; undefined without one, or with one that no answer gave out. */
export function revisionIn(headers: Parameters<typeof ifMatch>[0]): number | undefined {
  const tag = ifMatch(headers);
  return tag !== undefined && /^\d{1,9}$/.test(tag) ? Number(tag) : undefined;
}
