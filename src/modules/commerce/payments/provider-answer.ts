import type { z } from 'zod';
import { SECOND } from '#kernel/time';
import { ProviderUnavailable } from './payment-port.ts';

const PATIENCE_MS = 10 * SECOND;

export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly raw: Buffer;
}

/** Asks a provider over HTTP, once and without following anywhere. Throws ProviderUnavailable when none answers. */
export async function askOverHttp(provider: string, url: string, init: RequestInit): Promise<ProviderAnswer> {
  try {
    const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, headers: answer.headers, raw: Buffer.from(await answer.arrayBuffer()) };
  } catch {
    // What fetch says may hold the address with its signature: it is not passed on.
    throw new ProviderUnavailable(provider, 'no-answer');
  }
}

/** Downloads a file piece by piece. Throws ProviderUnavailable when it does not come or breaks off. */
export async function* downloadOverHttp(
  provider: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<Uint8Array> {
  try {
    const answer = await fetch(url, { headers, redirect: 'error' });
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      throw new ProviderUnavailable(provider, `download-${answer.status}`);
    }
    for await (const piece of answer.body) yield piece;
  } catch (error) {
    throw error instanceof ProviderUnavailable ? error : new ProviderUnavailable(provider, 'download-broken');
  }
}

/** JSON of an answer whose signature holds, in the shape that is documented. Throws ProviderUnavailable for another. */
export function shapedAs<T extends z.ZodType>(provider: string, shape: T, value: unknown): z.output<T> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new ProviderUnavailable(provider, 'answer-shape');
  return parsed.data;
}

/** The value of JSON text; undefined for what is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
