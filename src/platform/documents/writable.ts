import { type Font, loadFonts, missingGlyphs } from '../fonts/index.ts';
import { type Block, type DocumentSpec, textsOf } from './document.ts';

/** What printers put where a character is missing (U+3013). */
const GETA = '〓';

/**
 * The document as the font can write it: what it has no glyph for becomes 〓, and a last line says which characters
 * those were, so that nothing is left out silently. Control characters and tabs become blanks.
 */
export function writable(spec: DocumentSpec): DocumentSpec {
  const [regular] = loadFonts() as [Font];
  const missing = [...missingGlyphs(regular, textsOf(spec).map(plain).join('\n'))];
  const set = new Set(missing);
  const fix = (text: string): string =>
    Array.from(plain(text), (character) => (set.has(character) ? GETA : character)).join('');
  const fixed = {
    ...spec,
    title: fix(spec.title),
    number: fix(spec.number),
    blocks: spec.blocks.map((block) => fixBlock(block, fix)),
  };
  if (missing.length === 0) return fixed;
  const named = missing.map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return {
    ...fixed,
    blocks: [
      ...fixed.blocks,
      { kind: 'text', text: `文中的 ${GETA} 是字库暂缺的字，按首次出现的次序为：${named.join('、')}。` },
    ],
  };
}

/** One spelling of line ends; no characters that draw nothing. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (character) => (character === '\n' ? '\n' : ' '))
    .replace(/[\p{Cf}\uFE00-\uFE0F]/gu, '');

function fixBlock(block: Block, fix: (text: string) => string): Block {
  const facts = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([label, value]) => [fix(label), fix(value)] as const);
  switch (block.kind) {
    case 'heading':
    case 'text':
      return { ...block, text: fix(block.text) };
    case 'facts':
      return { ...block, rows: facts(block.rows) };
    case 'table':
      return {
        ...block,
        columns: block.columns.map((column) => ({ ...column, name: fix(column.name) })),
        rows: block.rows.map((row) => row.map(fix)),
      };
    case 'pictures':
      return { ...block, pictures: block.pictures.map((each) => ({ ...each, caption: fix(each.caption) })) };
    case 'signature':
      return { ...block, label: fix(block.label), facts: facts(block.facts) };
  }
}
