import { type FileType, XLSX } from './file.ts';
import { FileDamaged, FileExpandsTooFar } from './refusals.ts';

/** What the bytes are, from the bytes alone; undefined when they are none of the types that we know. */
export function sniffType(bytes: Buffer): FileType | undefined {
  const starts = (...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
  const ascii = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'image/gif';
  if (ascii(0, 5) === '%PDF-') return 'application/pdf';
  if (starts(0x50, 0x4b, 0x03, 0x04)) return isWorkbook(bytes) ? XLSX : undefined;
  return sniffText(bytes);
}

/** Control characters that no text holds; what is binary nearly always has one of them early on. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f]/u;

/** Text in UTF-8; CSV when its first line has a separator. */
function sniffText(bytes: Buffer): FileType | undefined {
  const text = decode(bytes, 'utf-8');
  if (text === undefined) return undefined;
  return /[,;\t]/u.test(text.slice(0, text.search(/\r|\n|$/u))) ? 'text/csv' : 'text/plain';
}

/** The text as UTF-8 when it is GB 18030, which Excel writes on Chinese machines; undefined when it is neither. */
export function fromGb18030(bytes: Buffer): Buffer | undefined {
  const text = decode(bytes, 'gb18030');
  return text === undefined ? undefined : Buffer.from(text);
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A workbook may unpack to ten times what may be sent. */
const MAX_UNPACKED = 200 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

/**
 * Whether a ZIP is an Excel workbook without macros, by its central directory (APPNOTE 4.3). Throws FileDamaged without
 * a directory and FileExpandsTooFar when the sizes that it states go beyond the limit.
 */
function isWorkbook(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw new FileDamaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new FileExpandsTooFar();
  const names = new Set<string>();
  let unpacked = 0;
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new FileDamaged();
    unpacked += bytes.readUInt32LE(at + 24);
    if (unpacked > MAX_UNPACKED) throw new FileExpandsTooFar();
    const nameLength = bytes.readUInt16LE(at + 28);
    names.add(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names.has('[Content_Types].xml') && names.has('xl/workbook.xml') && !names.has('xl/vbaProject.bin');
}
