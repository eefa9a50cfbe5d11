import { formatYuan } from '#kernel/money';
import { businessDay } from '#kernel/time';
import { pick, seededRandom, type Random } from '#kernel/random';
import type { Offer } from './play.ts';
import { BODIES, CLOSINGS, HEADLINES, OPENINGS, type Phrase } from './phrases.ts';

/** What a text may speak of. */
export interface WordingInput {
  readonly communityName: string;
  readonly ageYears: number | null;
  /** The topic that the play answers; null where it answers none in particular. */
  readonly topic: { readonly topic: string; readonly name: string } | null;
  readonly offer: Offer;
  /** Who may carry it. A play for several roles may be passed on, so its greeting fits all of them. */
  readonly roles: readonly string[];
  readonly dueAt: Date;
  readonly seed: string;
}

export interface Wording {
  readonly headline: string;
  readonly script: string;
  readonly offerText: string;
}

/** `¥2,999`, `¥9.90`, 免费. */
export function priceText(offer: Pick<Offer, 'priceFen' | 'unit'>): string {
  if (offer.priceFen === 0) return '免费';
  return `${formatYuan(offer.priceFen).replace(/\.00$/, '')}${offer.unit}`;
}

/** 「6月13日」 in Asia/Shanghai. */
export function dayText(at: Date): string {
  const [, month = '', day = ''] = businessDay(at).split('-');
  return `${Number(month)}月${Number(day)}日`;
}

/**
 * Headline, script and offer of a play from offline templates: by scene, topic and role, a variant of each chosen by
 * the seed, so that neighbouring groups do not read the same words. The same input gives the same words.
 */
export function writeWording(input: WordingInput): Wording {
  const random = seededRandom(`wording ${input.seed}`);
  const { offer, topic, roles } = input;
  const speaker = roles.length === 1 ? (roles[0] ?? '*') : '*';
  const say = (phrases: readonly Phrase[]): string => phrase(random, phrases, input);
  const headlines = HEADLINES[offer.scene];
  const bodies = BODIES[offer.scene];
  const headline = say(headlines[topic?.topic ?? ''] ?? headlines['*'] ?? []);
  const opening = say(OPENINGS[speaker] ?? OPENINGS['*'] ?? []);
  const body = say(bodies[topic?.topic ?? ''] ?? bodies['*'] ?? []);
  const offerText = offerSentence(input);
  const closing = say(CLOSINGS[offer.scene]);
  return { headline, script: `${opening}${body}\n${offerText}\n${closing}`, offerText };
}

/** The price it is compared with is shown only where it is higher. */
function offerSentence({ offer, dueAt }: WordingInput): string {
  const { originalPriceFen, priceFen } = offer;
  const before =
    originalPriceFen !== null && originalPriceFen > priceFen
      ? `（原价${formatYuan(originalPriceFen).replace(/\.00$/, '')}）`
      : '';
  const points = offer.points.slice(0, 3).join('、');
  return `【${offer.packageName}】${points}，${priceText(offer)}${before}，${dayText(dueAt)}前有效。`;
}

/** A phrase that needs a figure which is not known is left out of the choice. */
function phrase(random: Random, phrases: readonly Phrase[], input: WordingInput): string {
  const variables = {
    community: input.communityName,
    topic: input.topic?.name ?? '',
    package: input.offer.packageName,
    price: priceText(input.offer),
    point: input.offer.points[0] ?? '',
    due: dayText(input.dueAt),
    age: input.ageYears,
  };
  const said = phrases.flatMap((each) => each(variables) ?? []);
  return pick(random, said);
}
