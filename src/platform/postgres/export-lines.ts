import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf, messageOf, RestoreRefused } from './errors.ts';
import type { ExportTrailer } from './export-format.ts';

/** A value of PostgreSQL is at most 1 GB; a line much longer than any row of ours is not an export of ours. */
const LONGEST_LINE = 256_000_000;
const NEWLINE = 0x0a;

export interface ExportLine {
  readonly value: unknown;
  readonly bytes: number;
}

/**
 * The lines of a `.twx` file before its trailer, parsed, and with each its length in bytes. The checksum is verified
 * when the trailer comes, so whoever consumes this must not commit before the end.
 *
 * @throws RestoreRefused where the file is something else, cut off, or changed.
 */
export async function* readExportLines(readable: Readable): AsyncGenerator<ExportLine> {
  const hash = createHash('sha256');
  let trailer: ExportTrailer | undefined;
  for await (const line of splitLines(decompress(readable))) {
    if (trailer !== undefined) throw damaged('it goes on after its end');
    const value = parse(line);
    trailer = trailerIn(value);
    if (trailer === undefined) {
      hash.update(line).update('\n');
      yield { value, bytes: line.length };
    }
  }
  if (trailer === undefined) throw damaged('it is cut off');
  if (trailer.sha256 !== hash.digest('hex')) throw damaged('its checksum does not agree');
}

export function damaged(how: string, cause?: unknown): RestoreRefused {
  return new RestoreRefused(
    'damaged',
    `The export is damaged: ${how}. Nothing was restored; use another copy of the file.`,
    cause,
  );
}

function trailerIn(value: unknown): ExportTrailer | undefined {
  return typeof value === 'object' && value !== null && 'trailer' in value
    ? (value.trailer as ExportTrailer)
    : undefined;
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (error) {
    throw damaged('a line cannot be read', error);
  }
}

async function* decompress(readable: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // A failing source must end the reading, too.
  readable.once('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of readable.pipe(gunzip)) yield chunk as Buffer;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_DATA_ERROR' && /incorrect header/.test(messageOf(error))) {
      throw new RestoreRefused('not-an-export', 'The file is not an export of Twinwheel (.twx).', error);
    }
    if (code?.startsWith('Z_')) throw damaged(messageOf(error), error);
    throw error;
  } finally {
    readable.destroy();
    gunzip.destroy();
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, end)]);
      parts = [];
      length = 0;
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE) throw damaged('a line is longer than any row');
  }
  if (length > 0) throw damaged('it is cut off');
}
