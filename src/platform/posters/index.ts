export { messages } from './messages.ts';
export { type PosterInput, type PosterPrice, type PosterScene, SCENE_NAMES } from './poster.ts';
export { renderQrCodePng, renderQrCodeSvg } from './qr-code.ts';
export { GlyphsMissing, LinkTooLong, PosterIncomplete } from './refusals.ts';
export { renderPoster } from './render-poster.ts';
