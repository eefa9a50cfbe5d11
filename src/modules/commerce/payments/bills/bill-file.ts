import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { BillUnreadable } from '../payment-port.ts';
import { inflated } from './inflated.ts';
import { zipEntries } from './zip-entry.ts';

const MAX_PACKED = 512 * 1_048_576;
const MAX_UNPACKED = 1_024 * 1_048_576;
const MAX_LINE = 65_536;
/** Of an archive the summary is not the bill. */
const SUMMARY = '汇总';

/**
 * Puts the bytes of a bill aside in a folder of its own, hands its lines to `work` and takes the folder away: whatever
 * the size of the bill, memory stays the same. Packed files (zip, gzip) are unpacked; the text is UTF-8 or GB18030.
 * Answers what `work` answers and the SHA-256 of the file as it came. Throws BillUnreadable.
 */
export async function withBillLines<T>(
  bytes: AsyncIterable<Uint8Array>,
  work: (lines: AsyncIterable<string>) => Promise<T>,
): Promise<{ readonly answer: T; readonly sha256: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'twinwheel-bill-'));
  const file = await open(join(folder, 'bill'), 'wx+', 0o600);
  try {
    const sha256 = await putAside(file, bytes);
    return { answer: await work(linesOf(await unpacked(file))), sha256 };
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function putAside(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > MAX_PACKED) throw new BillUnreadable(0, 'size');
    hash.update(piece);
    await file.writeFile(piece);
  }
  return hash.digest('hex');
}

async function unpacked(file: FileHandle): Promise<AsyncIterable<Uint8Array>> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  if (buffer.readUInt16BE(0) === 0x1f8b) return inflated(from(file, 0), createGunzip());
  if (buffer.readUInt32BE(0) !== 0x504b0304) return from(file, 0);
  const entries = (await zipEntries(file)) ?? [];
  const detail = entries.find(({ name }) => name.toLowerCase().endsWith('.csv') && !name.includes(SUMMARY));
  if (detail === undefined) throw new BillUnreadable(0, 'header');
  const packed = from(file, detail.from, detail.packedSize);
  return detail.method === 'stored' ? packed : inflated(packed, createInflateRaw());
}

const from = (file: FileHandle, start: number, length = Infinity): Readable =>
  file.createReadStream({ start, end: start + length - 1, autoClose: false });

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let rest = '';
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > MAX_UNPACKED) throw new BillUnreadable(0, 'size');
    decoder ??= decoderFor(piece);
    rest += decoder.decode(piece, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new BillUnreadable(0, 'columns');
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

/** By its first piece: what is no UTF-8 is what Chinese programs write. */
function decoderFor(first: Uint8Array): InstanceType<typeof TextDecoder> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder('gb18030');
  }
}
