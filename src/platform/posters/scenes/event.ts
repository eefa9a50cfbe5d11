import type { Scene } from './scene.ts';

/** Left: the compound in the evening. Right: neighbours around a table under bunting. */
export const event: Scene = {
  ground: ['#FCE6D8', '#FEF7F2'],
  left: `
    <rect x="90" y="0" width="370" height="360" fill="#CFE6E8"/>
    <circle cx="176" cy="92" r="30" fill="#FDC56B"/>
    <path d="M218 66c8-16 30-16 38-2 18-4 28 8 24 18h-74c-6-8 2-18 12-16z" fill="#fff" opacity=".9"/>
    <rect x="116" y="150" width="62" height="160" fill="#7FB6B0"/>
    <rect x="170" y="104" width="78" height="206" fill="#0F766E"/>
    <path d="M166 104l43-26 43 26z" fill="#0B5C56"/>
    <rect x="242" y="136" width="70" height="174" fill="#E9A574"/>
    <path d="M238 136h78v-10h-78z" fill="#C97B45"/>
    <path d="M128 164h14v16h-14zM152 164h14v16h-14zM128 194h14v16h-14zM152 224h14v16h-14zM128 254h14v16h-14z" fill="#E8F5F3"/>
    <path d="M152 194h14v16h-14zM128 224h14v16h-14zM152 254h14v16h-14z" fill="#FCE3A8"/>
    <path d="M183 120h18v18h-18zM217 120h18v18h-18zM183 152h18v18h-18zM217 184h18v18h-18zM183 216h18v18h-18zM217 248h18v18h-18z" fill="#FCE3A8"/>
    <path d="M217 152h18v18h-18zM183 184h18v18h-18zM217 216h18v18h-18zM183 248h18v18h-18z" fill="#5FB0A7"/>
    <path d="M254 152h16v16h-16zM282 152h16v16h-16zM254 182h16v16h-16zM282 212h16v16h-16zM254 242h16v16h-16z" fill="#FFF3E2"/>
    <path d="M282 182h16v16h-16zM254 212h16v16h-16zM282 242h16v16h-16z" fill="#B8622B"/>
    <path d="M90 292c80-22 200-22 370 0v68H90z" fill="#8CC59A"/>
    <path d="M150 360c20-30 50-50 96-58l28 2c-46 14-66 34-74 56z" fill="#F6E3C5"/>
    <path d="M130 306v-34M284 308v-40" stroke="#6B4A26" stroke-width="5"/>
    <circle cx="130" cy="260" r="22" fill="#2F8F5B"/><circle cx="284" cy="254" r="25" fill="#2F8F5B"/><circle cx="122" cy="268" r="12" fill="#47A873"/><circle cx="276" cy="264" r="13" fill="#47A873"/>`,
  right: `
    <rect x="300" y="0" width="360" height="360" fill="#FFF3E0"/>
    <path d="M300 274h360v86H300z" fill="#9ACB9C"/>
    <path d="M300 58c70 50 290 50 360-6" fill="none" stroke="#47524F" stroke-width="3"/>
    <path d="M340 80l26 11-20 22z" fill="#0F766E"/><path d="M386 95l28 4-16 25z" fill="#EE7B30"/><path d="M434 101l29 1-14 25z" fill="#F6C945"/><path d="M484 102l29-2-13 26z" fill="#0F766E"/><path d="M532 98l28-6-10 27z" fill="#EE7B30"/><path d="M578 88l27-9-8 28z" fill="#F6C945"/>
    <path d="M388 292v-52c0-26 18-42 40-42s40 16 40 42v52z" fill="#0F766E"/>
    <circle cx="428" cy="172" r="27" fill="#F6CBA6"/>
    <path d="M401 172c-4-28 12-40 30-38 20 0 30 16 24 36-8-4-10-12-14-16-10 8-26 10-40 18z" fill="#3A2A20"/>
    <path d="M548 292v-50c0-26 17-41 39-41s39 15 39 41v50z" fill="#C2410C"/>
    <circle cx="586" cy="176" r="26" fill="#F1BE94"/>
    <path d="M560 184c-8-36 10-46 27-46s34 12 26 46c-2 8-4 14-4 18 4-20-2-34-10-42-12 6-26 8-34 8-2 6-2 12-1 22-2-2-3-4-4-6z" fill="#5A3A26"/>
    <path d="M470 296v-38c0-22 16-36 36-36s36 14 36 36v38z" fill="#F6C945"/>
    <circle cx="506" cy="200" r="23" fill="#F8D3B2"/>
    <path d="M483 200c0-22 10-30 23-30s23 8 23 30c-4-6-6-12-7-14-10 2-24 2-32-2-2 4-5 10-7 16z" fill="#B9BFBD"/>
    <path d="M419 176h4M435 176h4M498 203h4M511 203h4M577 180h4M593 180h4" stroke="#1C2321" stroke-width="4" stroke-linecap="round"/>
    <path d="M422 186c4 4 10 4 14 0M500 212c4 4 8 4 12 0M580 190c4 4 10 4 14 0" stroke="#9A3412" stroke-width="3" fill="none" stroke-linecap="round"/>
    <rect x="364" y="276" width="266" height="18" rx="6" fill="#B87A45"/>
    <path d="M368 294h258l-8 66H376z" fill="#fff"/>
    <path d="M368 294h258l-2 16c-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-32 0-11 12-21 12-30 0z" fill="#DDEFEC"/>
    <path d="M400 256h24v16a6 6 0 0 1-6 6h-12a6 6 0 0 1-6-6z" fill="#fff" stroke="#DDE3E1" stroke-width="2"/>
    <path d="M424 260c10 0 10 12 0 12" fill="none" stroke="#DDE3E1" stroke-width="4"/>
    <path d="M408 248c-4-6 4-8 0-14M417 248c-4-6 4-8 0-14" stroke="#B9BFBD" stroke-width="3" fill="none" stroke-linecap="round"/>
    <path d="M468 278c0-12 14-18 28-18s28 6 28 18z" fill="#FCE6D8"/><circle cx="482" cy="262" r="8" fill="#DC3B2C"/><circle cx="498" cy="258" r="9" fill="#F59E2E"/><circle cx="512" cy="263" r="8" fill="#7CB342"/>
    <path d="M562 278v-30h36v30z" fill="#0B5C56"/><path d="M568 256h24M568 264h16" stroke="#fff" stroke-width="3"/>`,
};
