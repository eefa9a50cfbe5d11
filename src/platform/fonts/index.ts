export { breakLines } from './break-lines.ts';
export { type Font, loadFonts, missingGlyphs, textWidth } from './font.ts';
