/** Colours of the poster: teal for the system, orange for what people do, ink for words. */
export const COLOUR = {
  system: '#0F766E',
  systemStrong: '#0B5C56',
  systemWash: '#E6F4F2',
  people: '#C2410C',
  peopleStrong: '#9A3412',
  peopleWash: '#FDEFE6',
  ink: '#1C2321',
  ink2: '#47524F',
  ink3: '#66716E',
  line: '#DDE3E1',
  paper: '#FFFFFF',
} as const;

/** Pixels: a phone's screen at twice 375 × 667. */
export const POSTER = { width: 750, height: 1334 } as const;
