import type { z } from 'zod';
import type { Fault } from '#kernel/errors';
import { InvalidRequest } from './problem.ts';
import type { Route } from './route.ts';

interface Raw {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Parses all parts of a request against the route's schemas; refuses with every fault of every part at once. */
export function parseRequest(
  route: Pick<Route, 'params' | 'query' | 'body'>,
  raw: Raw,
): { params: never; query: never; body: never } {
  const faults: Fault[] = (['params', 'query', 'body'] as const).flatMap((part) => unstorable(raw[part], part));
  if (faults.length > 0) throw new InvalidRequest(faults);
  const parse = (schema: z.ZodType | undefined, value: unknown, part: string): never => {
    if (schema === undefined) return undefined as never;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data as never;
    for (const issue of parsed.error.issues.slice(0, 50)) {
      faults.push({ path: [part, ...issue.path].join('.'), message: issue.message });
    }
    return undefined as never;
  };
  const result = {
    params: parse(route.params, raw.params, 'params'),
    query: parse(route.query, raw.query, 'query'),
    body: parse(route.body, raw.body ?? (route.body?.safeParse(undefined).success ? undefined : {}), 'body'),
  };
  if (faults.length > 0) throw new InvalidRequest(faults);
  return result;
}

/**
 * Texts that PostgreSQL cannot hold: with a NUL, or with half of a surrogate pair. Walks without recursion, since a
 * body may be nested as deep as it is long.
 */
function unstorable(root: unknown, part: string): Fault[] {
  const left: { value: unknown; path: string }[] = [{ value: root, path: part }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
      return [{ path, message: '含有无法保存的字符' }];
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, entry] of Object.entries(value)) {
      if (key.includes('\0') || !key.isWellFormed()) return [{ path, message: '含有无法保存的字符' }];
      left.push({ value: entry, path: `${path}.${key}` });
    }
  }
  return [];
}

/** Dates become ISO text before the answer's schema sees them: over HTTP a date is text. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  }
  return value;
}

/** The answer as JSON text, checked against its schema, which also drops every field that is not declared. */
export function encodeReply(route: Route, answer: unknown): string {
  const value = plain(answer) ?? {};
  return JSON.stringify(route.answer === undefined ? value : route.answer.parse(value));
}
