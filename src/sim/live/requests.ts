import { SESSION_COOKIE } from '#platform/http';

export type Method = 'GET' | 'POST' | 'PUT';

/** One request of somebody in the world, or of an integration. */
export interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  /** A picture, sent as a form does; instead of a body. */
  readonly upload?: { readonly name: string; readonly bytes: Uint8Array };
  /** The session of who asks; nobody is signed in without it. */
  readonly session?: string | undefined;
  /** The key of the source that sends events. */
  readonly writeKey?: string;
}

export interface Answered {
  readonly status: number;
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown;
  /** The session that the answer opened. */
  readonly session: string | undefined;
  readonly retryAfterSeconds: number | undefined;
}

/** Sends a request and answers whatever came back; throws only when nothing did. */
export type Send = (asked: Asked) => Promise<Answered>;

/** The server said no, or is not well. */
export class ActRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  /** What else it said. */
  readonly body: unknown;

  constructor({ status, body, retryAfterSeconds }: Answered) {
    const code = codeOf(body) ?? `status-${status}`;
    super(code);
    this.name = 'ActRefused';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.body = body;
  }
}

/** The answer will be the same next time: the request itself is at fault, or the state has moved on. */
export function isFinal(error: unknown): error is ActRefused {
  return error instanceof ActRefused && error.status < 500 && error.status !== 429 && error.code !== 'not-signed-in';
}

export function codeOf(body: unknown): string | undefined {
  const code = typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const PATIENCE_MS = 15_000;
/** The browser inside WeChat, where offers are opened. */
const USER_AGENT =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0';

/** Requests over HTTP to the server at `address`; all of them end when the signal of the moment is aborted. */
export function httpSend(address: string, signal: () => AbortSignal): Send {
  return async (asked) => {
    const answer = await fetch(`${address}${asked.path}`, {
      method: asked.method,
      redirect: 'manual',
      headers: headersOf(asked),
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      ...(asked.upload !== undefined && { body: formOf(asked.upload) }),
      signal: AbortSignal.any([signal(), AbortSignal.timeout(PATIENCE_MS)]),
    });
    const text = await answer.text();
    const isJson = /[/+]json\b/.test(answer.headers.get('content-type') ?? '');
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    return {
      status: answer.status,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
      session: sessionIn(answer.headers.getSetCookie()),
      retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
    };
  };
}

function formOf({ name, bytes }: NonNullable<Asked['upload']>): FormData {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), name);
  return form;
}

export function headersOf({ body, session, writeKey }: Asked): Record<string, string> {
  return {
    'user-agent': USER_AGENT,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(session !== undefined && { cookie: `${SESSION_COOKIE}=${session}` }),
    ...(writeKey !== undefined && { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }),
  };
}

function sessionIn(cookies: readonly string[]): string | undefined {
  const cookie = cookies.find((each) => each.startsWith(`${SESSION_COOKIE}=`));
  const value = cookie?.slice(SESSION_COOKIE.length + 1).split(';')[0];
  return value === '' ? undefined : value;
}
