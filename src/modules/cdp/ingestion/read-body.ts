import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Refusal } from '#kernel/errors';
import { MAX_BATCH_BYTES } from '../sources/source.ts';

const unzip = promisify(gunzip);

export class BatchTooLarge extends Refusal {
  constructor(limitBytes: number) {
    super('batch-too-large', 'too_large', { limitKb: Math.floor(limitBytes / 1024) });
  }
}

export class BodyUnreadable extends Refusal {
  constructor() {
    super('batch-unreadable', 'invalid');
  }
}

/** What a client sent, before its events are looked at. */
export interface ReadBody {
  /** Bytes after decompression. */
  readonly size: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The JSON of a request whatever its label: clients send gzip as form data and JSON as text. Gzip is known by its first
 * bytes (RFC 1952) and unpacked to the limit of a batch at most, so that a small bomb cannot fill the memory.
 * @throws BatchTooLarge, BodyUnreadable
 */
export async function readBody(raw: Buffer | undefined): Promise<ReadBody> {
  if (raw === undefined || raw.length === 0) throw new BodyUnreadable();
  const zipped = raw[0] === 0x1f && raw[1] === 0x8b;
  const plain = zipped ? await unpack(raw) : raw;
  if (plain.length > MAX_BATCH_BYTES) throw new BatchTooLarge(MAX_BATCH_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(plain.toString('utf8'));
  } catch {
    throw new BodyUnreadable();
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BodyUnreadable();
  return { size: plain.length, body: body as Record<string, unknown> };
}

async function unpack(raw: Buffer): Promise<Buffer> {
  try {
    return await unzip(raw, { maxOutputLength: MAX_BATCH_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw new BatchTooLarge(MAX_BATCH_BYTES);
    throw new BodyUnreadable();
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The write key: the user name of Basic authentication (RFC 7617), else `writeKey` of the body. */
export function writeKeyOf(headers: Headers, body: Readonly<Record<string, unknown>>): string | undefined {
  const basic = /^Basic\s+([A-Za-z0-9+/=_-]{1,400})$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0];
  const key = body['writeKey'];
  return typeof key === 'string' && key.length <= 200 ? key : undefined;
}

/** The visitor's id that the browser client sends beside the events, base64. */
export function anonymousIdOf(headers: Headers): string | undefined {
  const header = headerOf(headers, 'anonymousid');
  if (header === undefined || header.length > 400) return undefined;
  const text = Buffer.from(header, 'base64').toString('utf8').trim();
  return text === '' ? undefined : text;
}
