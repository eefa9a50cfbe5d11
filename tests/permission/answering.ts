import type { Answer, Client } from '#testing';

// A fixture reads what it needs; the routes' own tests say what answers look like.
// eslint-disable-next-line typescript/no-explicit-any
export type Any = any;

/** The body of an answer that must be good: without it there is no world to try things in. */
export async function ok(answering: Promise<Answer<Any>>): Promise<Any> {
  const { status, body, text } = await answering;
  if (status >= 300) throw new Error(`the world could not be built: ${status} ${text}`);
  return body;
}

/** One field of everything that a list has of some communities. */
export async function allOf(
  admin: Client,
  communityIds: readonly string[],
  path: string,
  field: string,
): Promise<string[]> {
  const pages = await Promise.all(
    communityIds.map((communityId) => ok(admin.get(`${path}?communityId=${communityId}&limit=200`))),
  );
  return pages.flatMap((page) => page.items.map((item: Record<string, string>) => item[field]));
}
