/** Runs inside a worker thread (see render-poster.ts): layout, text to outlines, rasterising. */
import { Resvg } from '@resvg/resvg-js';
import satori, { type Font as SatoriFont } from 'satori';
import { transferred } from '../threads/index.ts';
import { drawBackdrop } from './backdrop.ts';
import { type Font, loadFonts, missingGlyphs } from '../fonts/index.ts';
import { letter } from './lettering.ts';
import { type PosterInput, textsOf } from './poster.ts';
import { GlyphsMissing, PosterIncomplete } from './refusals.ts';
import { POSTER } from './tokens.ts';

/** The poster as PNG bytes. Throws GlyphsMissing, LinkTooLong, PosterIncomplete. */
export async function renderPosterPng(input: PosterInput): Promise<Uint8Array<ArrayBuffer>> {
  checkComplete(input);
  const fonts = prepare();
  checkGlyphs(fonts.regular, input);
  const lettering = await satori(letter(input, fonts) as unknown as Parameters<typeof satori>[0], {
    ...POSTER,
    fonts: fonts.forSatori,
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${POSTER.width}" height="${POSTER.height}" ` +
    `viewBox="0 0 ${POSTER.width} ${POSTER.height}">${drawBackdrop(input.scene, input.link)}${lettering}</svg>`;
  const png = new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  const bytes = new Uint8Array(png);
  return transferred(bytes, [bytes.buffer]);
}

interface Prepared {
  readonly regular: Font;
  readonly bold: Font;
  /** Always the same array: satori keeps parsed fonts by it. */
  readonly forSatori: SatoriFont[];
}

let prepared: Prepared | undefined;

function prepare(): Prepared {
  if (prepared === undefined) {
    const [regular, bold] = loadFonts();
    if (regular === undefined || bold === undefined) throw new Error('the poster needs two weights of its font');
    const forSatori = [regular, bold].map(({ data, weight }): SatoriFont => ({
      name: 'Poster',
      data,
      weight,
      style: 'normal',
    }));
    prepared = { regular, bold, forSatori };
  }
  return prepared;
}

function checkComplete(input: PosterInput): void {
  const missing = [
    ...(input.headline.trim() === '' ? ['标题'] : []),
    ...(input.communityName.trim() === '' ? ['小区名'] : []),
    ...(input.points.length === 0 ? ['卖点'] : []),
    ...(input.link.trim() === '' ? ['链接'] : []),
    ...(input.callToAction.trim() === '' ? ['行动按钮文字'] : []),
  ];
  if (missing.length > 0) throw new PosterIncomplete(missing);
}

function checkGlyphs(font: Font, input: PosterInput): void {
  const missing = new Map<string, string>();
  for (const [field, text] of textsOf(input)) {
    const glyphs = missingGlyphs(font, text);
    if (glyphs !== '') missing.set(field, glyphs);
  }
  if (missing.size > 0) throw new GlyphsMissing(missing);
}
