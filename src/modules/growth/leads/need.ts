import { Refusal } from '#kernel/errors';

/**
 * What a resident asks for: topics of the CDP where it has one, so that needs and mentions can be put side by side. The
 * words are what the form shows.
 */
export const NEEDS = {
  leak: '漏水',
  damp: '潮湿发霉',
  crack: '墙面开裂',
  wiring: '线路老化',
  bathroom: '卫生间翻新',
  kitchen: '厨房翻新',
  storage: '收纳不够',
  kids_room: '儿童房',
  elderly: '适老改造',
  fresh: '生鲜团购',
  event: '参加活动',
  other: '其他',
} as const;
export type Need = keyof typeof NEEDS;

const BY_SCENE: Readonly<Record<string, readonly Need[]>> = {
  renewal: ['leak', 'damp', 'crack', 'wiring', 'bathroom', 'kitchen', 'storage', 'kids_room', 'elderly', 'other'],
  fresh: ['fresh', 'other'],
  event: ['event', 'other'],
};

/** What the form of an offer proposes, for the kind of thing that it offers. */
export function needsFor(scene: string): readonly Need[] {
  return BY_SCENE[scene] ?? [];
}

/** The one button of the offer page. */
const ACTIONS: Readonly<Record<string, string>> = {
  renewal: '预约免费上门量房',
  fresh: '我要参团',
  event: '我要报名',
};
export const actionFor = (scene: string): string => ACTIONS[scene] ?? '我想了解';

export class UnknownNeed extends Refusal {
  constructor() {
    super('lead-need-unknown', 'invalid');
  }
}

export const isNeed = (code: string): code is Need => Object.hasOwn(NEEDS, code);

/** The code of a need given as code or in words; nothing given is `other`. @throws UnknownNeed */
export function readNeed(text: string): Need {
  const given = text.trim();
  if (given === '') return 'other';
  const found = Object.entries(NEEDS).find(([code, name]) => code === given || name === given)?.[0];
  if (found === undefined || !isNeed(found)) throw new UnknownNeed();
  return found;
}
