import type { ReactNode } from 'react';

/** Line icons of our own on a 24 px grid: few, one weight, in the text's colour. */
const PATHS = {
  flywheel: 'M12 3a9 9 0 1 0 9 9M12 8a4 4 0 1 0 4 4M15 3.5A9 9 0 0 1 20.5 9M17 3h-2.5v2.5',
  communities: 'M3 21h18M5 21V8l6-4v17M11 9l8 3v9M8 9.5v.01M8 13v.01M8 16.5v.01M15 14.5v.01M15 17.5v.01',
  audiences:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-3.8 3-6 6.5-6s6 2.2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.7 3.5 5.5',
  plays: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5',
  touchpoints: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  goods: 'M5 8h14l-1 12H6zM9 8V6.5a3 3 0 0 1 6 0V8M9 11.5v.01M15 11.5v.01',
  leads: 'M4 5h16l-6 7.5V19l-4 2v-8.5z',
  service:
    'M14.5 6.5a4 4 0 0 1 5.2-3L17 6.200l.8.800L20.5 4.300a4 4 0 0 1-5.3 5.200L7 17.700a2 2 0 1 1-2.800-2.800l8.200-8.200ZM4 20h16',
  sources:
    'M12 10c4.4 0 8-1.3 8-3s-3.6-3-8-3-8 1.3-8 3 3.6 3 8 3ZM4 7v10c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  system:
    'M12 15.200a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400ZM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.600l1.8 1.800M16.6 16.600l1.8 1.800M5.6 18.400l1.8-1.800M16.6 7.400l1.8-1.8',
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  visit: 'M3 11.5L12 4l9 7.500M5.5 9.5V20h13V9.5M10 20v-6h4v6',
  camera: 'M4 7.5h3.5L9 5h6l1.5 2.500H20V19H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  minus: 'M5 12h14',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  alert: 'M12 4L2.8 20h18.400zM12 10v4.5M12 17.200v.01',
  offline:
    'M3 3l18 18M8.5 15.5a5 5 0 0 1 6.5-.4M5 12a10 10 0 0 1 4.5-2.600M2 8.5A15 15 0 0 1 6.5 5.700M13 9.100a10 10 0 0 1 6 2.900M10.5 5.100A15 15 0 0 1 22 8.5M12 19v.01',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  add: 'M12 5v14M5 12h14',
  copy: 'M8 8h12v13H8zM16 8V3H4v13h4',
  link: 'M10 14a4.5 4.5 0 0 0 6.5.3l3-3a4.6 4.6 0 0 0-6.5-6.500l-1.5 1.500M14 10a4.5 4.5 0 0 0-6.5-.3l-3 3a4.6 4.6 0 0 0 6.5 6.500l1.5-1.5',
  place: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21Z',
  signOut: 'M14 4H5v16h9M10 12h11M17.5 8.5L21 12l-3.5 3.5',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5',
  phone: 'M6 3h3.5l1.5 5-2.2 1.600a12 12 0 0 0 5.6 5.600L16 13l5 1.5V18a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z',
  coupon: 'M3 7h18v3.500a1.500 1.500 0 0 0 0 3V17H3v-3.500a1.500 1.500 0 0 0 0-3zM14 7v2M14 11v2M14 15v2',
  medal:
    'M12 14.5a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM8.5 13.500L7 21l5-2.500L17 21l-1.500-7.500M12 6.500v5',
  gift: 'M4 9h16v4H4zM5.5 13v7.500h13V13M12 9v11.500M12 9C9 9 7.500 7.800 7.500 6.300 7.500 3.500 11.500 3.500 12 9c.5-5.500 4.500-5.500 4.500-2.700C16.500 7.800 15 9 12 9Z',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.500v2.500H14zM17.500 17.500H20V20h-2.500zM20 14v.01M14 20v.01',
  returned: 'M9 14l-5-5 5-5M4 9h10a5.500 5.500 0 0 1 0 11H8',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6v.01M4.500 12v.01M4.500 18v.01',
  parcel: 'M3.500 7.500L12 3l8.500 4.500v9L12 21l-8.500-4.500zM3.500 7.500L12 12l8.500-4.500M12 12v9',
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the words beside it, or the label of its button, say what it means. */
export function Icon({ name, size = 20, className }: { name: IconName; size?: number; className?: string }): ReactNode {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden focusable="false">
      <path d={PATHS[name]} stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
