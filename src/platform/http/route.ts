import type { z } from 'zod';
import type { Context } from '../context/context.ts';

/** Who may call a route. There is no default: a route that does not say it does not start. */
export type Access =
  | { readonly permission: string }
  /** Open to anybody, with the reason why that is right. */
  | { readonly public: string }
  /** Any signed-in user, whatever their role: their own session and settings. */
  | { readonly signedIn: true };

type Parsed<S> = S extends z.ZodType<infer T> ? T : undefined;

export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: RequestFacts;
}

/** What a handler may know of the request itself. */
export interface RequestFacts {
  readonly id: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly sessionToken: string | undefined;
  /** The uploaded file of a multipart request, within the route's limit. */
  readonly file: { readonly name: string; readonly type: string; readonly bytes: Buffer } | undefined;
  /** The raw body where the route asked for it (`rawBody`). */
  readonly raw: Buffer | undefined;
}

/** An answer that is not plain JSON with 200. */
export class Reply<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;
  constructor(body: T, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body;
    this.status = options.status ?? 200;
    this.headers = options.headers ?? {};
  }
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the answer's JSON; absent for files, whose content type `produces` names. */
  readonly answer?: z.ZodType;
  readonly produces?: string;
  /** Largest body in bytes; 256 KiB unless said. */
  readonly bodyLimit?: number;
  /** The body is a multipart form with one file. */
  readonly upload?: boolean;
  /** Hand the raw body to the handler instead of parsing it (signed callbacks, public event clients). */
  readonly rawBody?: boolean;
  /** The answer holds a secret (a session, a code) and is never kept under an idempotency key. */
  readonly keepsNoAnswer?: boolean;
  /** Requests a minute for one address; 600 unless said. */
  readonly ratePerMinute?: number;
  readonly handle: (ctx: Context, input: RouteInput<never, never, never>) => Promise<unknown>;
}

interface RouteOptions<P, Q, B, A> extends Omit<Route, 'handle' | 'params' | 'query' | 'body' | 'answer'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly handle: (
    ctx: Context,
    input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>>,
  ) => Promise<A extends z.ZodType ? z.input<A> | Reply<z.input<A>> : unknown>;
}

/** Declares a route. HTTP in, one verb or door, HTTP out: nothing else belongs into `handle`. */
export function defineRoute<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(options: RouteOptions<P, Q, B, A>): Route {
  return options as unknown as Route;
}
