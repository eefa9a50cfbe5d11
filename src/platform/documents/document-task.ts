/** Runs inside a worker thread (see render-document.ts). */
import { drawFacts, drawHeading, drawText } from './draw-words.ts';
import { drawPictures, drawSignature, preparePictures, type Pictures } from './draw-pictures.ts';
import { drawTable } from './draw-table.ts';
import { drawHeadsAndFeet, drawTitle } from './head-and-foot.ts';
import type { Block, DocumentSpec } from './document.ts';
import { openSheet, type Sheet } from './page.ts';
import { writable } from './writable.ts';

/** The document as PDF bytes. */
export async function renderDocumentPdf(asked: DocumentSpec): Promise<Uint8Array> {
  const pictures = await preparePictures(asked.blocks);
  const spec = writable(asked);
  const sheet = openSheet(spec);
  const bytes = collect(sheet);
  drawTitle(sheet, spec);
  for (const block of spec.blocks) drawBlock(sheet, block, pictures);
  drawHeadsAndFeet(sheet, spec);
  sheet.pdf.end();
  return bytes;
}

function drawBlock(sheet: Sheet, block: Block, pictures: Pictures): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block.text);
    case 'text':
      return drawText(sheet, block.text);
    case 'facts':
      return drawFacts(sheet, block.rows);
    case 'table':
      return drawTable(sheet, block);
    case 'pictures':
      return drawPictures(sheet, block.pictures, pictures);
    case 'signature':
      return drawSignature(sheet, block, pictures);
  }
}

function collect({ pdf }: Sheet): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on('error', reject);
  });
}
