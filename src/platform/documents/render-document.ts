import type { RunOptions, Threads } from '../threads/index.ts';
import { DOCUMENT_LIMITS, picturesOf, textsOf, type DocumentSpec } from './document.ts';
import { DocumentTooLong } from './refusals.ts';

const TASK = new URL('./document-task.ts', import.meta.url);
const TIMEOUT_MS = 60_000;

/**
 * Sets a document as PDF in a worker thread: A4, Chinese text that can be searched and copied, fonts embedded. The same
 * spec makes the same bytes. What the font cannot write is printed as 〓 and named in a last line. Throws
 * DocumentTooLong, DocumentPictureDamaged, and what the threads refuse.
 */
export async function renderDocument(
  threads: Threads,
  spec: DocumentSpec,
  options: RunOptions = {},
): Promise<Uint8Array> {
  checkLimits(spec);
  return threads.run<DocumentSpec, Uint8Array>(TASK, 'renderDocumentPdf', spec, { timeoutMs: TIMEOUT_MS, ...options });
}

function checkLimits(spec: DocumentSpec): void {
  const { blocks } = spec;
  const tables = blocks.filter((block) => block.kind === 'table');
  const pictures = picturesOf(blocks);
  const count = (what: string, found: number, limit: number): void => {
    if (found > limit) throw new DocumentTooLong(what, limit);
  };
  count('段落', blocks.length, DOCUMENT_LIMITS.blocks);
  count(
    '字',
    textsOf(spec).reduce((sum, text) => sum + text.length, 0),
    DOCUMENT_LIMITS.characters,
  );
  count('列', Math.max(0, ...tables.map(({ columns }) => columns.length)), DOCUMENT_LIMITS.columns);
  count(
    '行',
    tables.reduce((sum, { rows }) => sum + rows.length, 0),
    DOCUMENT_LIMITS.rows,
  );
  count('图片', pictures.length, DOCUMENT_LIMITS.pictures);
  count('图片字节', Math.max(0, ...pictures.map((bytes) => bytes.length)), DOCUMENT_LIMITS.pictureBytes);
  for (const { columns, rows } of tables) {
    if (rows.some((row) => row.length !== columns.length)) throw new RangeError('a row has as many cells as columns');
  }
}
