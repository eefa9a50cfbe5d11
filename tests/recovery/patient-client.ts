/** What a client that survives a crash of the server does: the same request, under the same key, until it is answered. */
export interface Patient {
  send<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T>;
}

const WITHIN_MS = 60_000;
const EVERY_MS = 150;

export interface PatientOptions {
  readonly url: () => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Repeats on lost connections and 503; any other refusal is a failure of the story. */
export function patient({ url, headers = {} }: PatientOptions): Patient {
  return {
    send: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const key = crypto.randomUUID();
      const until = performance.now() + WITHIN_MS;
      for (;;) {
        const answer = await fetch(`${url()}${path}`, {
          method,
          headers: {
            ...headers,
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(method !== 'GET' && { 'idempotency-key': key }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }).catch(() => undefined);
        if (answer?.ok === true) return (await answer.json()) as T;
        if (answer !== undefined && answer.status !== 503) {
          throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
        }
        if (performance.now() > until) throw new Error(`${method} ${path}: not answered within ${WITHIN_MS} ms`);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    },
  };
}

/** Asks again until the answer fits: what follows from an act arrives with the events. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const until = performance.now() + WITHIN_MS;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`${what}: not within ${WITHIN_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
