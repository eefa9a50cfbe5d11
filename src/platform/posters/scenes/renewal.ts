import type { Scene } from './scene.ts';

/** Left: an old room with a leaking ceiling. Right: the same room, renewed. */
export const renewal: Scene = {
  ground: ['#DDF0ED', '#F4FAF9'],
  left: `
    <rect x="90" y="0" width="370" height="360" fill="#D8D4CB"/>
    <rect x="90" y="268" width="370" height="92" fill="#A9A196"/>
    <path d="M90 268h370" stroke="#8C857B" stroke-width="5"/>
    <path d="M90 296h370M90 328h370M150 268l-18 92M214 268l-8 92M276 268v92" stroke="#938B80" stroke-width="2"/>
    <path d="M186 0h104c6 26-4 50-22 54-14 3-18 22-32 22s-14-18-26-22c-20-6-30-30-24-54z" fill="#B9AE9B"/>
    <path d="M206 0h62c2 18-6 32-18 35-10 2-10 14-16 14s-8-12-15-15c-10-4-15-18-13-34z" fill="#A39680"/>
    <path d="M236 92c8 12 11 17 11 23a11 11 0 0 1-22 0c0-6 3-11 11-23z" fill="#6FA8B5"/>
    <path d="M240 156c6 9 8 13 8 17a8 8 0 0 1-16 0c0-4 2-8 8-17z" fill="#6FA8B5"/>
    <rect x="118" y="104" width="84" height="104" rx="3" fill="#8E887F"/>
    <rect x="126" y="112" width="68" height="88" fill="#B5C0C2"/>
    <path d="M160 112v88M126 154h68" stroke="#8E887F" stroke-width="6"/>
    <path d="M138 112v88M149 112v88M171 112v88M182 112v88" stroke="#7A756D" stroke-width="2"/>
    <path d="M282 120l-9 24 12 14-8 26 10 18" fill="none" stroke="#9A9284" stroke-width="4" stroke-linejoin="round"/>
    <path d="M285 158l14 10" stroke="#9A9284" stroke-width="3"/>
    <path d="M208 246h62l-7 52a6 6 0 0 1-6 5h-36a6 6 0 0 1-6-5z" fill="#7B8A8C"/>
    <ellipse cx="239" cy="246" rx="31" ry="9" fill="#96A5A7"/>
    <ellipse cx="239" cy="247" rx="24" ry="6" fill="#6FA8B5"/>
    <path d="M211 250c4-34 52-34 57 0" fill="none" stroke="#5F6C6E" stroke-width="3"/>`,
  right: `
    <rect x="300" y="0" width="360" height="360" fill="#FFF4E4"/>
    <rect x="300" y="272" width="360" height="88" fill="#E2B27C"/>
    <path d="M300 272h360" stroke="#fff" stroke-width="8"/>
    <path d="M300 300h360M300 330h360M380 276v24M470 276v24M560 276v24M424 300v30M520 300v30M610 300v30" stroke="#CF9A60" stroke-width="2"/>
    <rect x="344" y="58" width="116" height="128" rx="6" fill="#fff"/>
    <rect x="352" y="66" width="100" height="112" fill="#BFE5F2"/>
    <circle cx="426" cy="94" r="15" fill="#FDBA3B"/>
    <path d="M352 178v-34c20-24 40-24 56-6 14-16 30-16 44 0v40z" fill="#7CC3A0"/>
    <path d="M402 66v112" stroke="#fff" stroke-width="6"/>
    <path d="M336 52h34c2 46-6 92-26 140h-8zM468 52h-34c-2 46 6 92 26 140h8z" fill="#0F766E" opacity=".9"/>
    <rect x="330" y="46" width="144" height="9" rx="4" fill="#0B5C56"/>
    <path d="M548 0v52" stroke="#47524F" stroke-width="4"/>
    <path d="M512 92c0-24 16-40 36-40s36 16 36 40z" fill="#C2410C"/>
    <path d="M528 92h40l22 54h-84z" fill="#FFE3A3" opacity=".65"/>
    <rect x="578" y="120" width="44" height="56" rx="3" fill="#fff" stroke="#E2B27C" stroke-width="4"/>
    <path d="M584 170v-10l12-16 9 11 6-7 5 8v14z" fill="#0F766E"/>
    <rect x="404" y="208" width="176" height="70" rx="20" fill="#12897F"/>
    <rect x="392" y="234" width="38" height="54" rx="16" fill="#0F766E"/>
    <rect x="554" y="234" width="38" height="54" rx="16" fill="#0F766E"/>
    <rect x="424" y="250" width="136" height="38" rx="10" fill="#0F766E"/>
    <path d="M492 252v34" stroke="#0B5C56" stroke-width="3"/>
    <path d="M406 288v12M578 288v12" stroke="#6B4A26" stroke-width="8" stroke-linecap="round"/>
    <rect x="436" y="216" width="44" height="40" rx="9" fill="#EA7A3B" transform="rotate(-10 458 236)"/>
    <rect x="512" y="218" width="38" height="36" rx="9" fill="#FCE9D6" transform="rotate(9 531 236)"/>
    <path d="M342 304l-7-46h46l-7 46z" fill="#EA7A3B"/><path d="M332 252h52v12h-52z" fill="#F29A63"/>
    <path d="M358 256c-2-24-18-38-30-40 0 20 10 36 30 40zM358 256c0-30 12-50 26-58 6 24-4 46-26 58zM358 256c-1-32-8-50-16-62-8 22-2 46 16 62z" fill="#2F9E6E"/>
    <ellipse cx="492" cy="316" rx="92" ry="13" fill="#F7DDBF"/>`,
};
