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
export function parseRequest(route: Route, raw: Raw): { params: never; query: never; body: never } {
  const faults: Fault[] = [];
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
