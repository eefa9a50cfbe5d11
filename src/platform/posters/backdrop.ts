import { encodeQrCode, QUIET_ZONE, type QrCode, qrCodePath } from './qr-code.ts';
import type { PosterScene } from './poster.ts';
import { event } from './scenes/event.ts';
import { fresh } from './scenes/fresh.ts';
import { renewal } from './scenes/renewal.ts';
import type { Scene } from './scenes/scene.ts';
import { COLOUR, POSTER } from './tokens.ts';

const SCENES: Readonly<Record<PosterScene, Scene>> = { renewal, fresh, event };

/** The white ticket that carries the offer; the notches sit where its stub would be torn off. */
export const CARD = { left: 32, top: 676, right: 718, bottom: 1266, tear: 892, radius: 28, notch: 14 } as const;

/** The square that holds the code with its quiet zone. */
export const QR_FRAME = { left: 432, top: 906, side: 260 } as const;

/** Where the code's modules lie on the poster: whole pixels, so that every module has sharp edges. */
export function placeQrCode(code: QrCode): { left: number; top: number; pixels: number } {
  const modules = code.size + 2 * QUIET_ZONE;
  const pixels = Math.floor(QR_FRAME.side / modules);
  const margin = Math.floor((QR_FRAME.side - pixels * code.size) / 2);
  return { left: QR_FRAME.left + margin, top: QR_FRAME.top + margin, pixels };
}

/** Everything of the poster that is drawn and not written. */
export function drawBackdrop(sceneName: PosterScene, link: string): string {
  const scene = SCENES[sceneName];
  const code = encodeQrCode(link);
  const place = placeQrCode(code);
  return `
    <defs>
      <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="${scene.ground[0]}"/><stop offset="1" stop-color="${scene.ground[1]}"/>
      </linearGradient>
      <clipPath id="left"><circle cx="272" cy="180" r="170"/></clipPath>
      <clipPath id="right"><circle cx="478" cy="180" r="170"/></clipPath>
      <clipPath id="outside"><path clip-rule="evenodd" d="M0 0H750V360H0zM641.5 180a163.5 163.5 0 1 0-327 0a163.5 163.5 0 1 0 327 0z"/></clipPath>
      <filter id="shadow" x="-10%" y="-10%" width="120%" height="125%">
        <feDropShadow dx="0" dy="10" stdDeviation="18" flood-color="#0B5C56" flood-opacity=".14"/>
      </filter>
    </defs>
    <rect width="${POSTER.width}" height="${POSTER.height}" fill="url(#ground)"/>
    <g fill="none" stroke="#fff" stroke-width="34" opacity=".5">
      <circle cx="716" cy="116" r="150"/><circle cx="16" cy="640" r="190"/>
    </g>
    ${drawLogo(48, 44, 52)}
    <g transform="translate(0 356)">
      <g clip-path="url(#left)">${scene.left}</g>
      <circle cx="272" cy="180" r="170" fill="none" stroke="#fff" stroke-width="26"/>
      <circle cx="272" cy="180" r="170" fill="none" stroke="${COLOUR.system}" stroke-width="13"/>
      <g clip-path="url(#right)">${scene.right}</g>
      <circle cx="478" cy="180" r="170" fill="none" stroke="#fff" stroke-width="26"/>
      <circle cx="478" cy="180" r="170" fill="none" stroke="${COLOUR.people}" stroke-width="13"/>
      ${drawArcOver()}
    </g>
    <path d="${cardPath()}" fill="${COLOUR.paper}" filter="url(#shadow)"/>
    <path d="M${CARD.left + 30} ${CARD.tear}H${CARD.right - 30}" stroke="${COLOUR.line}" stroke-width="3" stroke-dasharray="2 10" stroke-linecap="round"/>
    <g shape-rendering="crispEdges">
      <rect x="${QR_FRAME.left}" y="${QR_FRAME.top}" width="${QR_FRAME.side}" height="${QR_FRAME.side}" fill="#fff"/>
      <path transform="translate(${place.left} ${place.top}) scale(${place.pixels})" fill="${COLOUR.ink}" d="${qrCodePath(code)}"/>
    </g>`;
}

/** The left ring passes over the right one at the upper crossing and on behind its picture: they interlock. */
function drawArcOver(): string {
  const halfDistance = (478 - 272) / 2;
  const rise = Math.sqrt(170 ** 2 - halfDistance ** 2);
  const angle = Math.atan2(-rise, halfDistance);
  const at = (turn: number): string =>
    `${(272 + 170 * Math.cos(angle + turn)).toFixed(2)} ${(180 + 170 * Math.sin(angle + turn)).toFixed(2)}`;
  const arc = `M${at(-0.17)}A170 170 0 0 1 ${at(0.17)}`;
  return (
    `<g clip-path="url(#outside)" fill="none"><path d="${arc}" stroke="#fff" stroke-width="26"/>` +
    `<path d="M${at(-0.2)}A170 170 0 0 1 ${at(0.2)}" stroke="${COLOUR.system}" stroke-width="13"/></g>`
  );
}

/** Two interlocking rings in a box of the given height; it is 1.6 times as wide as high. */
export function drawLogo(left: number, top: number, height: number): string {
  return `<g transform="translate(${left} ${top}) scale(${height / 50})" fill="none" stroke-width="9">
    <circle cx="25" cy="25" r="20" stroke="${COLOUR.system}"/>
    <circle cx="53" cy="25" r="20" stroke="${COLOUR.people}"/>
    <path d="M34.5 7.4A20 20 0 0 1 43.6 17.7" stroke="${COLOUR.system}"/>
  </g>`;
}

function cardPath(): string {
  const { left, top, right, bottom, tear, radius: r, notch } = CARD;
  return (
    `M${left + r} ${top}H${right - r}a${r} ${r} 0 0 1 ${r} ${r}V${tear - notch}a${notch} ${notch} 0 0 0 0 ${2 * notch}` +
    `V${bottom - r}a${r} ${r} 0 0 1 -${r} ${r}H${left + r}a${r} ${r} 0 0 1 -${r} -${r}V${tear + notch}` +
    `a${notch} ${notch} 0 0 0 0 -${2 * notch}V${top + r}a${r} ${r} 0 0 1 ${r} -${r}z`
  );
}
