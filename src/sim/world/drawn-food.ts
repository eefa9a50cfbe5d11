import { circle, ellipse, line, path, rect } from './drawn-shapes.ts';

// What is eaten, drawn into 640 × 640.

const leaf = (x: number, y: number, turn: number): string => ellipse(x, y, 46, 18, '#3FA56C', turn);

export const greens = (dark: string, stem: string): string =>
  [-46, -24, 0, 24, 46]
    .map(
      (turn) =>
        `<g transform="rotate(${turn} 320 500)">${path('M306 500L300 300h40l-6 200z', stem)}` +
        `${ellipse(320, 240, 62, 98, dark)}${line('M320 330V170', stem, 7)}</g>`,
    )
    .join('') + rect(262, 436, 116, 26, '#C2410C');
export const rounds = (fill: string, shine: string): string =>
  [
    [224, 424],
    [416, 424],
    [320, 300],
  ]
    .map(
      ([x = 0, y = 0]) =>
        circle(x, y, 98, fill) + ellipse(x - 34, y - 36, 26, 16, shine, -35) + leaf(x + 34, y - 98, -28),
    )
    .join('');
export const long = (fill: string, tip: string): string =>
  [-14, 4, 22]
    .map((turn, at) => {
      const y = 260 + at * 90;
      return `<g transform="rotate(${turn} 320 ${y})">${rect(130, y - 38, 380, 76, fill, 38)}${ellipse(486, y, 26, 30, tip)}</g>`;
    })
    .join('');
export const lumps = (fill: string): string =>
  ellipse(230, 420, 110, 84, fill, -12) +
  ellipse(420, 424, 104, 80, fill, 14) +
  ellipse(322, 312, 114, 86, fill, 4) +
  [
    [200, 400],
    [268, 440],
    [300, 300],
    [356, 330],
    [410, 410],
    [452, 440],
  ]
    .map(([x = 0, y = 0]) => circle(x, y, 6, '#8A6A3E'))
    .join('');
export const melon = (): string =>
  path('M120 250a200 200 0 0 0 400 0z', '#2F8F5B') +
  path('M142 250a178 178 0 0 0 356 0z', '#EAF6E4') +
  path('M158 250a162 162 0 0 0 324 0z', '#E5484D') +
  [220, 270, 320, 370, 420].map((x, at) => ellipse(x, 290 + (at % 2) * 44, 8, 13, '#2A2320')).join('');
export const berries = (): string =>
  [
    [230, 400],
    [410, 400],
    [320, 280],
  ]
    .map(
      ([x = 0, y = 0]) =>
        path(`M${x - 80} ${y - 40}q80 -50 160 0q0 90 -80 150q-80 -60 -80 -150z`, '#DC3B2C') +
        path(`M${x - 60} ${y - 52}l60 26l60 -26l-26 -22h-68z`, '#2F8F5B') +
        [-30, 0, 30].map((dx) => ellipse(x + dx, y + Math.abs(dx) / 2, 4, 7, '#FBD9A5')).join(''),
    )
    .join('');
export const carton = (fill: string, band: string): string =>
  path('M220 220l40 -70h120l40 70z', '#FFFFFF') +
  rect(220, 216, 200, 300, '#FFFFFF', 10) +
  rect(220, 330, 200, 110, fill, 0) +
  rect(270, 120, 100, 34, band, 8) +
  circle(320, 385, 34, '#FFFFFF');
export const cups = (): string =>
  [180, 320, 460]
    .map((x) => path(`M${x - 56} 340h112l-14 170h-84z`, '#FFFFFF') + rect(x - 62, 316, 124, 28, '#E58AA5', 12))
    .join('') +
  [250, 390]
    .map((x) => path(`M${x - 52} 190h104l-12 128h-80z`, '#F7FAFC') + rect(x - 58, 168, 116, 26, '#7FB3D5', 12))
    .join('');
export const eggs = (): string =>
  rect(130, 396, 380, 112, '#B98B57', 26) +
  [190, 276, 362, 448]
    .map((x) => ellipse(x, 392, 42, 56, '#E9B384') + ellipse(x - 12, 372, 10, 14, '#F6D3B3'))
    .join('') +
  [232, 320, 408].map((x) => ellipse(x, 300, 42, 56, '#F0C39A')).join('');
export const meat = (): string =>
  path('M150 360q20 -130 180 -140q170 -6 180 110q4 150 -170 160q-200 10 -190 -130z', '#D9625E') +
  path('M184 366q18 -100 150 -108q128 -4 138 80q4 110 -132 118q-160 8 -156 -90z', '#E98B84') +
  circle(402, 336, 40, '#F8E8DC') +
  circle(402, 336, 18, '#D9B8A0');
export const ribs = (): string =>
  [0, 1, 2, 3]
    .map((at) => rect(150 + at * 88, 230, 64, 260, '#D9625E', 26) + rect(168 + at * 88, 196, 28, 60, '#F8E8DC', 14))
    .join('');
export const drumstick = (): string =>
  [-18, 18]
    .map(
      (turn) =>
        `<g transform="rotate(${turn} 320 340)">${rect(304, 340, 32, 160, '#F8E8DC', 16)}${circle(304, 500, 22, '#F8E8DC')}` +
        `${circle(338, 500, 22, '#F8E8DC')}${path('M226 270q94 -150 188 0q10 120 -94 130q-104 -10 -94 -130z', '#DB9A5B')}</g>`,
    )
    .join('');
export const fish = (): string =>
  path('M110 330q120 -140 300 -30l90 -70v200l-90 -70q-180 110 -300 -30z', '#7A98A6') +
  path('M110 330q120 90 300 30q-180 110 -300 -30z', '#DCE7EB') +
  circle(180, 312, 13, '#1C2321') +
  line('M240 280q24 50 0 100M290 270q26 60 0 120M340 276q22 54 0 108', '#5E7B88', 6);
export const shrimp = (): string =>
  [0, 150]
    .map(
      (dy) =>
        `<g transform="translate(0 ${dy})">${line('M190 330q-50 -140 110 -150q150 0 160 90', '#F08A5D', 62)}` +
        `${line('M230 210l40 60M300 180l16 64M370 190l-6 62M430 230l-40 46', '#F9C2A6', 8)}${line('M460 270l60 40M460 270l70 0', '#E06B3B', 10)}</g>`,
    )
    .join('');
export const crab = (): string =>
  ellipse(320, 350, 150, 104, '#C8552B') +
  line('M190 310q-90 -40 -70 -120M450 310q90 -40 70 -120', '#C8552B', 30) +
  circle(120, 180, 40, '#D96A3D') +
  circle(520, 180, 40, '#D96A3D') +
  line('M200 420l-80 70M240 446l-50 70M440 420l80 70M400 446l50 70', '#A6431E', 18) +
  circle(276, 300, 12, '#1C2321') +
  circle(364, 300, 12, '#1C2321');
export const sack = (): string =>
  path('M180 200q140 -60 280 0l26 300q-166 46 -332 0z', '#F3E3C6') +
  path('M180 200q140 -60 280 0l-20 44q-120 -50 -240 0z', '#0F766E') +
  ellipse(320, 380, 88, 66, '#FFFFFF') +
  [270, 300, 330, 360].map((x, at) => ellipse(x, 380 + (at % 2) * 18, 10, 18, '#E8D5A8', 20)).join('');
export const oil = (): string =>
  rect(286, 110, 68, 60, '#C2410C', 10) +
  path('M280 170h80q60 40 60 110v210q0 24 -24 24h-152q-24 0 -24 -24v-210q0 -70 60 -110z', '#F2C14E') +
  rect(220, 330, 200, 110, '#FFFFFF', 0) +
  circle(320, 385, 36, '#3F8F55');
export const dumplings = (): string =>
  [
    [220, 430],
    [420, 430],
    [320, 330],
  ]
    .map(
      ([x = 0, y = 0]) =>
        path(`M${x - 110} ${y + 30}q110 -190 220 0q-110 60 -220 0z`, '#FDF7EC') +
        line(`M${x - 80} ${y}q80 -96 160 0`, '#E6D3B0', 10),
    )
    .join('');
export const gift = (fill: string, band: string): string =>
  rect(150, 270, 340, 230, fill) +
  rect(130, 220, 380, 70, fill, 10) +
  rect(292, 220, 56, 280, band, 0) +
  path('M320 220q-120 -20 -90 -90q70 -20 90 90q20 -110 90 -90q30 70 -90 90z', band);
export const basket = (): string =>
  circle(250, 300, 70, '#DC3B2C') +
  circle(390, 300, 64, '#F59E2E') +
  ellipse(320, 250, 60, 90, '#3FA56C') +
  path('M120 330h400l-44 180h-312z', '#C98B4E') +
  rect(106, 310, 428, 48, '#DDA266', 14) +
  line('M200 380l16 110M280 380l6 110M360 380l-6 110M440 380l-16 110', '#A96E36', 10);
