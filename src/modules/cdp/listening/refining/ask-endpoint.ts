import { setTimeout as pause } from 'node:timers/promises';
import { SECOND, type Clock } from '#kernel/time';
import { RefinerRefused, RefinerUnavailable, RefinerUnclear } from './refiner-port.ts';

const PATIENCE_MS = 60 * SECOND;
/** Twenty labels are a few kilobytes, some thousand words of thinking aloud beside them. Counted unpacked. */
const LIMIT_BYTES = 262_144;
/** One question and two more. */
const ATTEMPTS = 3;
const PAUSE_MS = SECOND;
/** Whoever is to be asked later than this is asked by the next run. */
const LONGEST_PAUSE_MS = 30 * SECOND;

export interface Endpoint {
  /** Named in refusals. */
  readonly host: string;
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly clock: Clock;
  /** How long one whole answer may take; 60 s unless said. */
  readonly patienceMs?: number | undefined;
  /** Before the second question, four times that before the third; 1 s unless said. */
  readonly pauseMs?: number | undefined;
}

/**
 * Posts JSON to an endpoint and answers the text of a 200. Asks again, twice at most, after 429 and 5xx, when the endpoint
 * says so (RFC 9110, 10.2.3) or a little later each time. Throws RefinerUnavailable, RefinerRefused; what `signal` was
 * aborted with when the one who asks gives up. Neither holds anything of what was sent or answered.
 */
export async function askEndpoint(endpoint: Endpoint, body: string, signal: AbortSignal): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const answer = await askOnce(endpoint, body, signal);
    if (typeof answer === 'string') return answer;
    const { host, pauseMs = PAUSE_MS } = endpoint;
    const { status } = answer;
    if (status !== 429 && status < 500) throw refusalOf(host, status);
    const wait = answer.retryAfterMs ?? pauseMs * 4 ** (attempt - 1);
    if (attempt === ATTEMPTS || wait > LONGEST_PAUSE_MS) throw new RefinerUnavailable(host, `HTTP-${status}`);
    await pause(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

interface Declined {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

async function askOnce(endpoint: Endpoint, body: string, signal: AbortSignal): Promise<string | Declined> {
  const { host, url, apiKey, clock, patienceMs = PATIENCE_MS } = endpoint;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'Twinwheel/1.0',
    ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
  };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: patience });
    if (answer.status === 200) return await textOf(host, answer);
    await answer.body?.cancel();
    return { status: answer.status, retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), clock) };
  } catch (error) {
    if (error instanceof RefinerRefused) throw error;
    signal.throwIfAborted();
    // What fetch says may hold the address and more: it is not passed on.
    throw new RefinerUnavailable(host, 'no-answer');
  }
}

async function textOf(host: string, answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.byteLength;
    if (size > LIMIT_BYTES) throw new RefinerUnclear(host, 'answer-too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Seconds, or the instant from which on it may be asked again. */
function retryAfterMs(header: string | null, clock: Clock): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now().getTime());
}

/** Statuses that say something of what was sent: among texts that are refused for their words, others may be taken. */
const OF_TEXTS = new Set([400, 413, 422, 451]);

const refusalOf = (host: string, status: number): RefinerRefused =>
  new RefinerRefused(host, `HTTP-${status}`, OF_TEXTS.has(status));
