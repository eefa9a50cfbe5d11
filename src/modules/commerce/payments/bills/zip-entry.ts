import type { FileHandle } from 'node:fs/promises';

/** A file in a zip archive (PKWARE APPNOTE 6.3.10), as the central directory tells it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** Where its bytes begin in the archive, and how many they are, packed. */
  readonly from: number;
  readonly packedSize: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY = 1_048_576;
const UTF8_FLAG = 0x800;

/** The files of an archive; undefined for what is none, or is packed in a way that no bill is (ZIP64, encryption). */
export async function zipEntries(file: FileHandle): Promise<ZipEntry[] | undefined> {
  const { size } = await file.stat();
  const tail = await piece(file, Math.max(0, size - END_SIZE - MAX_COMMENT), Math.min(size, END_SIZE + MAX_COMMENT));
  let end = tail.length - END_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) return undefined;
  const directorySize = tail.readUInt32LE(end + 12);
  if (directorySize > MAX_DIRECTORY) return undefined;
  const directory = await piece(file, tail.readUInt32LE(end + 16), directorySize);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_SIZE <= directory.length && directory.readUInt32LE(at) === ENTRY_SIGNATURE;) {
    const flags = directory.readUInt16LE(at + 8);
    const method = directory.readUInt16LE(at + 10);
    const nameLength = directory.readUInt16LE(at + 28);
    const packedSize = directory.readUInt32LE(at + 20);
    const localAt = directory.readUInt32LE(at + 42);
    const local = await piece(file, localAt, LOCAL_SIZE);
    if ((method !== 0 && method !== 8) || (flags & 1) === 1 || local.length < LOCAL_SIZE) return undefined;
    entries.push({
      // Without the flag Chinese archives name their files in GBK.
      name: new TextDecoder((flags & UTF8_FLAG) === 0 ? 'gb18030' : 'utf-8').decode(
        directory.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength),
      ),
      method: method === 0 ? 'stored' : 'deflated',
      from: localAt + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28),
      packedSize,
    });
    at += ENTRY_SIZE + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function piece(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}
