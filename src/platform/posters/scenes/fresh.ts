import type { Scene } from './scene.ts';

/** Left: the field at sunrise. Right: the crate at the pick-up point. */
export const fresh: Scene = {
  ground: ['#E4F1DC', '#F7FAF3'],
  left: `
    <rect x="90" y="0" width="370" height="360" fill="#FCE7C8"/>
    <circle cx="212" cy="128" r="46" fill="#F59E42"/>
    <circle cx="212" cy="128" r="66" fill="#F59E42" opacity=".22"/>
    <path d="M120 84c8-16 30-16 38-2 18-4 28 8 24 18h-74c-6-8 2-18 12-16z" fill="#fff" opacity=".9"/>
    <path d="M90 196c50-52 96-58 150-22s110 20 220-40v226H90z" fill="#A9CF8C"/>
    <path d="M90 232c80-42 180-34 370-14v142H90z" fill="#6FB06A"/>
    <path d="M90 262c90-22 200-14 370 0v98H90z" fill="#3F8F55"/>
    <path fill="none" d="M214 250c-30 32-66 70-96 110M238 250c-16 36-30 72-40 110M262 252c0 38 6 74 14 108M288 252c22 34 46 68 74 108" stroke="#2D7344" stroke-width="7" stroke-linecap="round"/>
    <path fill="none" d="M222 250c-24 34-50 70-66 110M250 250c-6 36-10 72-10 110M276 252c14 36 30 72 46 108" stroke="#8CCB7E" stroke-width="5" stroke-dasharray="3 14" stroke-linecap="round"/>
    <path d="M118 226v-26c0-14 10-24 24-24s24 10 24 24v26z" fill="#F5FBF3"/>
    <path d="M118 204h48M142 176v50M118 226v-26c0-14 10-24 24-24s24 10 24 24v26" stroke="#7FA88D" stroke-width="3" fill="none"/>
    <path d="M184 222v-24" stroke="#6B4A26" stroke-width="5"/>
    <circle cx="184" cy="186" r="18" fill="#2F8F5B"/><circle cx="176" cy="194" r="10" fill="#3FA56C"/>`,
  right: `
    <rect x="300" y="0" width="360" height="360" fill="#E2F3EE"/>
    <rect x="300" y="276" width="360" height="84" fill="#F3D9B5"/>
    <path d="M300 276h360" stroke="#E2BE8E" stroke-width="6"/>
    <path d="M330 0h300v30c0 14-11 25-25 25s-25-11-25-25c0 14-11 25-25 25s-25-11-25-25c0 14-11 25-25 25s-25-11-25-25c0 14-11 25-25 25s-25-11-25-25c0 14-11 25-25 25s-25-11-25-25c0 14-11 25-25 25s-25-11-25-25z" fill="#0F766E"/>
    <path d="M380 0h50v30c0 14-11 25-25 25s-25-11-25-25zM480 0h50v30c0 14-11 25-25 25s-25-11-25-25zM580 0h50v30c0 14-11 25-25 25s-25-11-25-25z" fill="#fff"/>
    <path d="M432 196c-34-12-50-46-34-72 10 6 16 12 20 20 0-22 8-40 24-50 14 12 20 30 18 50 6-8 14-14 24-16 10 30-10 60-40 70z" fill="#3FA56C"/>
    <path d="M440 200c-2-40 0-66 2-92M438 172l-22-28M440 172l24-26" stroke="#CFEBC7" stroke-width="4" fill="none" stroke-linecap="round"/>
    <g transform="rotate(18 540 150)"><path d="M522 128h34l-12 92c-2 8-8 8-10 0z" fill="#EE7B30"/><path d="M526 150h14M532 172h12M530 192h9" stroke="#CC5E18" stroke-width="4" stroke-linecap="round"/><path d="M538 130c-16-18-18-34-14-46 10 8 14 18 14 28 0-16 4-32 14-42 8 16 4 34-6 46 6-8 14-12 24-12-2 14-12 24-26 28z" fill="#2F8F5B"/></g>
    <path d="M566 130c18 6 34 22 34 50s-12 44-12 44h-40c0-36 6-72 18-94z" fill="#F6C945"/>
    <path d="M566 130c-4 30-4 60 4 94M582 142c-4 26-2 56 4 82M548 196c16-6 34-6 50 0M554 166c14-6 28-6 42 0" stroke="#DDA71E" stroke-width="3" fill="none"/>
    <circle cx="494" cy="192" r="35" fill="#DC3B2C"/>
    <path d="M494 162c-8-8-18-8-24-2 8 2 12 6 16 10 2-4 5-7 8-8 4 1 6 4 8 8 4-4 8-8 16-10-6-6-16-6-24 2z" fill="#2F8F5B"/>
    <path d="M476 184c2-8 6-12 12-14" stroke="#FF8D7E" stroke-width="5" fill="none" stroke-linecap="round"/>
    <circle cx="396" cy="206" r="28" fill="#F59E2E"/><circle cx="386" cy="196" r="5" fill="#FFC878"/>
    <path d="M396 178c2-8 8-12 16-12 0 8-6 14-16 12z" fill="#2F8F5B"/>
    <path d="M358 214h250l-14 88H372z" fill="#C98B4E"/>
    <path d="M352 208h262v24H352z" fill="#DDA266"/>
    <path d="M364 246h238l-4 20H368zM371 280h224l-4 18H375z" fill="#DDA266"/>
    <path d="M390 232l6 70M576 232l-6 70" stroke="#A96E36" stroke-width="8"/>
    <circle cx="483" cy="262" r="23" fill="#fff"/>
    <path d="M474 273c-6-16 2-26 20-27 2 18-6 28-20 27zm0 0c4-8 8-12 14-17" fill="#0F766E" stroke="#fff" stroke-width="2"/>
    <circle cx="628" cy="286" r="17" fill="#DC3B2C"/><path d="M628 270c2-6 6-8 10-8" stroke="#2F8F5B" stroke-width="4" fill="none"/>
    <ellipse cx="483" cy="312" rx="118" ry="8" fill="#DDBD92"/>`,
};
