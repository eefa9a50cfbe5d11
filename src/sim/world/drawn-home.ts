import { circle, ellipse, line, path, rect } from './drawn-shapes.ts';

// What stands in a home or is done there, drawn into 640 × 640.

export const boxes = (): string =>
  rect(140, 350, 170, 150, '#7FB8AE') +
  rect(330, 350, 170, 150, '#F2B588') +
  rect(230, 200, 180, 150, '#A9D2CB') +
  [225, 415, 320].map((x, at) => rect(x - 34, at === 2 ? 262 : 412, 68, 22, '#FFFFFF', 11)).join('');
export const cabinet = (): string =>
  rect(170, 150, 300, 350, '#C69C6D') +
  rect(186, 168, 128, 314, '#DDB98C', 6) +
  rect(326, 168, 128, 314, '#DDB98C', 6) +
  circle(300, 325, 9, '#6B4A26') +
  circle(340, 325, 9, '#6B4A26');
export const appliance = (): string =>
  rect(200, 130, 240, 380, '#FFFFFF', 36) +
  rect(230, 170, 180, 90, '#0F766E', 14) +
  line('M240 310h160M240 346h160M240 382h160M240 418h160', '#C9D6D3', 10);
export const pouch = (): string =>
  [170, 330]
    .map(
      (x, at) =>
        rect(x, 210 + at * 30, 150, 270, at === 0 ? '#7FB3D5' : '#A9CDE4', 18) +
        rect(x + 20, 280 + at * 30, 110, 90, '#FFFFFF', 10),
    )
    .join('');
export const spray = (): string =>
  path('M250 260h140l24 60v180q0 18 -18 18h-152q-18 0 -18 -18v-180z', '#3F9EA8') +
  rect(286, 180, 68, 90, '#9FB4B8', 8) +
  path('M220 130h170v64h-110l-60 -20z', '#C2410C') +
  rect(240, 370, 160, 80, '#FFFFFF', 8);
export const desk = (): string =>
  rect(120, 300, 400, 34, '#DDA266', 8) +
  rect(150, 334, 30, 176, '#A96E36', 6) +
  rect(460, 334, 30, 176, '#A96E36', 6) +
  rect(360, 190, 110, 110, '#7FB8AE', 8) +
  rect(190, 270, 130, 30, '#F2B588', 6);
export const bunk = (): string =>
  rect(120, 140, 26, 370, '#A96E36', 8) +
  rect(494, 140, 26, 370, '#A96E36', 8) +
  [220, 410]
    .map(
      (y) =>
        rect(120, y, 400, 60, '#DDA266', 8) +
        rect(146, y - 34, 348, 40, '#A9D2CB', 14) +
        rect(150, y - 46, 90, 30, '#FFFFFF', 12),
    )
    .join('');
export const lamp = (): string =>
  path('M240 260l60 -120h80l60 120z', '#F6C945') +
  line('M340 260v180', '#47524F', 16) +
  ellipse(340, 480, 110, 26, '#47524F') +
  path('M240 260h200l50 120h-300z', '#FFF3C4');
export const mat = (): string =>
  rect(130, 220, 380, 260, '#8FB9C9', 28) +
  [0, 1, 2]
    .map((row) => [0, 1, 2, 3, 4].map((column) => circle(182 + column * 69, 280 + row * 70, 20, '#FFFFFF')).join(''))
    .join('');
export const rail = (): string =>
  circle(180, 330, 44, '#C9D1D6') +
  circle(460, 330, 44, '#C9D1D6') +
  line('M180 330q0 100 70 100h140q70 0 70 -100', '#9AA7AE', 36);
export const glow = (): string =>
  [230, 410]
    .map((x) => circle(x, 340, 96, '#FFF3C4') + circle(x, 340, 62, '#F6C945') + circle(x, 340, 30, '#FFFFFF'))
    .join('');
export const seat = (): string =>
  path('M190 180h260v90h-260z', '#FFFFFF') +
  ellipse(320, 380, 150, 130, '#FFFFFF') +
  ellipse(320, 386, 96, 84, '#C9DDE4') +
  rect(420, 300, 70, 40, '#0F766E', 12);
export const shower = (): string =>
  line('M180 500v-300q0 -60 60 -60h90', '#9AA7AE', 24) +
  path('M290 200q90 -70 160 20l-30 40l-160 -20z', '#C9D1D6') +
  line('M290 290l-20 60M330 300l-6 70M370 304l10 70M410 300l26 60', '#7FB3D5', 10);
export const faucet = (): string =>
  rect(280, 400, 120, 100, '#9AA7AE', 10) +
  line('M340 400v-120q0 -80 -80 -80q-70 0 -70 80', '#C9D1D6', 44) +
  rect(300, 160, 140, 30, '#9AA7AE', 14) +
  line('M190 320v90', '#7FB3D5', 14);
export const sink = (): string =>
  rect(120, 250, 400, 250, '#B9C4CA', 24) +
  rect(150, 280, 170, 190, '#E4EAED', 16) +
  rect(340, 280, 150, 190, '#E4EAED', 16) +
  circle(235, 375, 18, '#7B878E') +
  circle(415, 375, 18, '#7B878E');
export const hood = (): string =>
  rect(260, 120, 120, 150, '#C9D1D6', 6) +
  path('M140 400l100 -130h160l100 130z', '#E4EAED') +
  rect(130, 400, 380, 60, '#47524F', 10) +
  circle(320, 430, 12, '#F6C945');
export const shelf = (): string =>
  [180, 300, 420].map((y) => rect(130, y, 380, 20, '#7B878E', 6)).join('') +
  rect(140, 150, 16, 350, '#47524F', 6) +
  rect(484, 150, 16, 350, '#47524F', 6) +
  circle(220, 268, 32, '#C2410C') +
  rect(300, 230, 60, 70, '#0F766E', 8) +
  rect(390, 350, 70, 70, '#F2B588', 8) +
  circle(240, 384, 36, '#7FB8AE');
export const bedding = (fill: string, over: string): string =>
  rect(120, 280, 400, 220, fill, 24) +
  rect(150, 210, 150, 90, '#FFFFFF', 26) +
  rect(340, 210, 150, 90, '#FFFFFF', 26) +
  rect(120, 360, 400, 140, over, 24) +
  line('M150 400h340M150 440h340', '#FFFFFF', 5);
export const curtain = (): string =>
  rect(110, 130, 420, 20, '#6B4A26', 10) +
  [130, 340]
    .map(
      (x) =>
        path(`M${x} 150h170q-10 180 0 360h-170q14 -180 0 -360z`, '#6E8F8A') +
        line(`M${x + 44} 160v340M${x + 86} 160v340M${x + 128} 160v340`, '#557671', 6),
    )
    .join('');
export const sofa = (): string =>
  rect(150, 210, 340, 180, '#7A9AA6', 34) +
  rect(110, 300, 80, 170, '#668894', 30) +
  rect(450, 300, 80, 170, '#668894', 30) +
  rect(180, 350, 140, 90, '#90AEB9', 20) +
  rect(322, 350, 140, 90, '#90AEB9', 20) +
  rect(150, 470, 24, 40, '#47524F', 4) +
  rect(466, 470, 24, 40, '#47524F', 4);
export const tube = (): string =>
  path('M250 130h140l20 300h-180z', '#E4EAED') +
  rect(240, 250, 160, 110, '#0F766E', 0) +
  rect(270, 424, 100, 86, '#C2410C', 14);
export const tub = (): string =>
  path('M170 280h300l-26 230h-248z', '#FFFFFF') +
  rect(150, 240, 340, 60, '#0F766E', 16) +
  rect(210, 340, 220, 100, '#E6F4F2', 10) +
  path('M330 240l110 -110l40 40l-80 80z', '#A96E36');
export const socket = (): string =>
  rect(170, 180, 300, 300, '#FFFFFF', 30) +
  circle(280, 280, 12, '#47524F') +
  circle(360, 280, 12, '#47524F') +
  rect(312, 340, 16, 46, '#47524F', 4) +
  [270, 354].map((x) => rect(x, 352, 16, 46, '#47524F', 4)).join('');
export const strip = (): string =>
  `<g fill="none" stroke-width="26"><circle cx="320" cy="340" r="150" stroke="#8B979D"/><circle cx="320" cy="340" r="108" stroke="#A9B4B9"/><circle cx="320" cy="340" r="66" stroke="#C9D1D6"/></g>` +
  line('M470 340q30 110 40 160', '#8B979D', 26);
export const worker = (): string =>
  circle(320, 230, 74, '#F2C9A5') +
  path('M236 220a84 84 0 0 1 168 0z', '#0F766E') +
  path('M190 510q0 -180 130 -180q130 0 130 180z', '#0F766E') +
  rect(280, 380, 80, 130, '#E6F4F2', 10) +
  line('M430 300l80 -90M500 200l24 -30', '#C2410C', 24);
export function parcel(): string {
  return (
    rect(150, 230, 340, 270, '#D9B38C') + rect(290, 230, 60, 270, '#C2A077', 0) + rect(150, 230, 340, 44, '#C9A37B', 12)
  );
}
