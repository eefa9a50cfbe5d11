import type { z } from 'zod';
import { dayAfter, SECOND } from '#kernel/time';
import { PAST_DAYS, WeatherUnavailable } from './weather-port.ts';
import { isPlausible, kindOf, type DayWeather, type IssuedWeather } from './weather.ts';

const PATIENCE_MS = 10 * SECOND;
/** A fortnight of days is a few kilobytes. Counted unpacked. */
const LIMIT_BYTES = 262_144;

export interface AskOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** How long the whole answer may take; 10 s unless said. */
  readonly patienceMs?: number | undefined;
}

export interface ProviderAnswer {
  readonly status: number;
  /** What the text says as JSON; undefined where it is none. */
  readonly body: unknown;
}

/**
 * Asks a provider over HTTP, once and without following anywhere. Throws WeatherUnavailable when none answers in time, or
 * with too much; what `signal` was aborted with when the one who asks gives up.
 */
export async function askOverHttp(provider: string, url: string, options: AskOptions): Promise<ProviderAnswer> {
  const { headers, signal, patienceMs = PATIENCE_MS } = options;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    const answer = await fetch(url, { headers, redirect: 'error', signal: patience });
    return { status: answer.status, body: jsonOf(await textOf(provider, answer)) };
  } catch (error) {
    if (error instanceof WeatherUnavailable) throw error;
    signal.throwIfAborted();
    // What fetch says may hold the address with its key: it is not passed on.
    throw new WeatherUnavailable(provider, 'no-answer');
  }
}

async function textOf(provider: string, answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.byteLength;
    if (size > LIMIT_BYTES) throw new WeatherUnavailable(provider, 'answer-too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer in the shape that is documented. Throws WeatherUnavailable for another. */
export function shapedAs<T extends z.ZodType>(provider: string, shape: T, value: unknown): z.output<T> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new WeatherUnavailable(provider, 'answer-shape');
  return parsed.data;
}

/**
 * The days that were asked for, as told today, in order. Throws WeatherUnavailable where one of them cannot be (then the
 * others are not believed either), or where none of them was told.
 */
export function issuedOn(
  provider: string,
  { today, days }: { readonly today: string; readonly days: number },
  told: readonly DayWeather[],
): IssuedWeather[] {
  const [first, last] = [dayAfter(today, -PAST_DAYS), dayAfter(today, days - 1)];
  const asked = told.filter(({ day }) => day >= first && day <= last);
  if (asked.length === 0) throw new WeatherUnavailable(provider, 'answer-empty');
  if (!asked.every(isPlausible)) throw new WeatherUnavailable(provider, 'answer-implausible');
  return asked
    .map((weather) => ({ ...weather, kind: kindOf(weather.day, today), issuedOn: today }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
}
