/** A file of a form. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a client that survives a crash of the server does: the same request, under the same key, until it is answered. */
export interface Patient {
  send<T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<T>;
  /** Sends one file as a form. */
  upload<T>(path: string, file: UploadedFile): Promise<T>;
}

const WITHIN_MS = 60_000;
const EVERY_MS = 150;
/** The server is away, or asks to come back later. */
const LATER = [429, 503];

export interface PatientOptions {
  readonly url: () => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Begins when an act was sent, and has ended before it counts as answered: a crash may come meanwhile. */
  readonly meanwhile?: (() => Promise<void>) | undefined;
}

/** Repeats on lost connections, 429 and 503; any other refusal is a failure of the story. */
export function patient({ url, headers = {}, meanwhile }: PatientOptions): Patient {
  const ask = async <T>(method: string, path: string, content: () => Content): Promise<T> => {
    const act = method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() };
    const until = performance.now() + WITHIN_MS;
    let crash: Promise<void> | undefined;
    for (;;) {
      const { body, headers: about = {} } = content();
      const sent = fetch(`${url()}${path}`, {
        method,
        headers: { ...headers, ...act, ...about },
        ...(body !== undefined && { body }),
      }).catch(() => undefined);
      if (method !== 'GET') crash ??= meanwhile?.();
      const answer = await sent;
      await crash;
      if (answer?.ok === true) return (await answer.json()) as T;
      if (answer !== undefined && !LATER.includes(answer.status)) {
        throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      }
      if (performance.now() > until) throw new Error(`${method} ${path}: not answered within ${WITHIN_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  return {
    send: (method, path, body, more = {}) => ask(method, path, () => jsonOf(body, more)),
    upload: (path, file) => ask('POST', path, () => formOf(file)),
  };
}

interface Content {
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

const jsonOf = (body: unknown, headers: Readonly<Record<string, string>>): Content =>
  body === undefined
    ? { headers }
    : { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };

function formOf({ name, type, bytes }: UploadedFile): Content {
  const body = new FormData();
  body.append('file', new Blob([bytes], { type }), name);
  return { body };
}

/** Asks again until the answer fits: what follows from an act arrives with the events. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  withinMs: number = WITHIN_MS,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
