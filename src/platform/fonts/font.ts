import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One weight of the font of posters and documents, with what is needed to measure and to know what it can write. */
export interface Font {
  readonly weight: 400 | 700;
  readonly data: Buffer;
  /** Width of a character in em; undefined when the font cannot write it. */
  widthOf(character: string): number | undefined;
}

/** Noto Sans Hans (SIL Open Font License), all of GB 2312. Read once per thread: 8 MB each. */
export function loadFonts(): readonly Font[] {
  // The package exports its entry alone; the fonts lie beside the folder of that entry.
  const folder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
  fonts ??= (
    [
      ['Regular', 400],
      ['Bold', 700],
    ] as const
  ).map(([file, weight]) => {
    return parseFont(readFileSync(join(folder, `NotoSansHans-${file}.otf`)), weight);
  });
  return fonts;
}

let fonts: readonly Font[] | undefined;

/** The characters of `text` that the font cannot write, each once. Line breaks and spaces need no glyph. */
export function missingGlyphs(font: Font, text: string): string {
  return [...new Set(text)]
    .filter((character) => character.trim() !== '' && font.widthOf(character) === undefined)
    .join('');
}

export function textWidth(font: Font, text: string, size: number): number {
  let width = 0;
  for (const character of text) width += font.widthOf(character) ?? 1;
  return width * size;
}

/** Reads an OpenType font's `cmap`, `hmtx`, `hhea` and `head` tables (ISO/IEC 14496-22). */
function parseFont(data: Buffer, weight: 400 | 700): Font {
  const tables = new Map<string, number>();
  for (let at = 0; at < data.readUInt16BE(4); at++) {
    const entry = 12 + at * 16;
    tables.set(data.toString('latin1', entry, entry + 4), data.readUInt32BE(entry + 8));
  }
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`the font has no table ${name}`);
    return offset;
  };
  const unitsPerEm = data.readUInt16BE(table('head') + 18);
  const metricCount = data.readUInt16BE(table('hhea') + 34);
  const metrics = table('hmtx');
  const glyphOf = readCmap(data, table('cmap'));
  return {
    weight,
    data,
    widthOf: (character) => {
      const glyph = glyphOf(character.codePointAt(0) ?? 0);
      return glyph === 0 ? undefined : data.readUInt16BE(metrics + 4 * Math.min(glyph, metricCount - 1)) / unitsPerEm;
    },
  };
}

type GlyphOf = (codePoint: number) => number;

/** The widest Unicode subtable: format 12 (all planes) before format 4 (the basic plane). */
function readCmap(data: Buffer, cmap: number): GlyphOf {
  const subtables = Array.from({ length: data.readUInt16BE(cmap + 2) }, (_, at) => {
    const offset = cmap + data.readUInt32BE(cmap + 4 + at * 8 + 4);
    return { offset, format: data.readUInt16BE(offset) };
  });
  const wide = subtables.find(({ format }) => format === 12);
  if (wide !== undefined) return readGroups(data, wide.offset);
  const basic = subtables.find(({ format }) => format === 4);
  if (basic !== undefined) return readSegments(data, basic.offset);
  throw new Error('the font has no character map of format 4 or 12');
}

function readGroups(data: Buffer, offset: number): GlyphOf {
  const count = data.readUInt32BE(offset + 12);
  return (codePoint) => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = offset + 16 + middle * 12;
      if (codePoint < data.readUInt32BE(group)) high = middle - 1;
      else if (codePoint > data.readUInt32BE(group + 4)) low = middle + 1;
      else return data.readUInt32BE(group + 8) + codePoint - data.readUInt32BE(group);
    }
    return 0;
  };
}

function readSegments(data: Buffer, offset: number): GlyphOf {
  const doubled = data.readUInt16BE(offset + 6);
  return (codePoint) => {
    for (let at = 0; at < doubled && codePoint <= 0xffff; at += 2) {
      if (data.readUInt16BE(offset + 14 + at) < codePoint) continue;
      const start = data.readUInt16BE(offset + 16 + doubled + at);
      if (start > codePoint) return 0;
      const delta = data.readUInt16BE(offset + 16 + 2 * doubled + at);
      const place = offset + 16 + 3 * doubled + at;
      const range = data.readUInt16BE(place);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = data.readUInt16BE(place + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
