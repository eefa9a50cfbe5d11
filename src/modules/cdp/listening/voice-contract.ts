import { z } from 'zod';
import { cityId, communityId, idOf } from '#platform/fields';

const time = z.iso.datetime();
const topicCode = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);
export const sentiment = z.enum(['negative', 'neutral', 'positive']);
/** 0 nothing to do, 1 a complaint, 2 a strong one, 3 somebody has to act today. */
export const severity = z.literal([0, 1, 2, 3]);

const where = { cityId: cityId.optional(), communityId: communityId.optional() };

export const listeningQuery = z.object({ ...where, days: z.coerce.number().int().min(1).max(90).default(14) });

const counts = { posts: z.number().int(), negative: z.number().int(), positive: z.number().int() };
export const listeningAnswer = z.object({
  /** Within the days that were asked for, and within as many before them. */
  now: z.object(counts),
  before: z.object(counts),
  /** Each of the days, the oldest first, silent ones too. */
  byDay: z.array(z.object({ day: z.iso.date(), ...counts })),
  /** What is spoken of most, by people, the most first. */
  topics: z.array(
    z.object({
      topic: topicCode,
      name: z.string(),
      group: z.enum(['home', 'fresh', 'other']),
      mentions: z.number().int(),
      negative: z.number().int(),
      positive: z.number().int(),
      /** Distinct people behind the mentions. */
      people: z.number().int(),
      /** Mentions in as many days before. */
      before: z.number().int(),
      /** Mentions on each of the days, the oldest first. */
      byDay: z.array(z.number().int()),
    }),
  ),
  /** What is sold that people complain of most, by people, at most ten. */
  items: z.array(
    z.object({
      item: z.uuid(),
      name: z.string(),
      messages: z.number().int(),
      people: z.number().int(),
      communities: z.number().int(),
    }),
  ),
  /** Where people complain most: communities by negative posts, at most ten. */
  communities: z.array(z.object({ communityId, name: z.string(), cityName: z.string(), ...counts })),
});

export const voicesQuery = z.object({
  ...where,
  topic: topicCode.optional(),
  sentiment: sentiment.optional(),
  /** At least so grave. */
  leastSeverity: z.coerce.number().int().min(0).max(3).optional(),
  channel: z.string().max(20).optional(),
  days: z.coerce.number().int().min(1).max(90).default(14),
  /** Only what names it: something that is sold. */
  item: z.uuid().optional(),
  /** Only what nobody has corrected or confirmed yet. */
  unchecked: z.stringbool().optional(),
  /** With a purpose the words are opened, masked and the reading is audited; without it they stay sealed. */
  purpose: z.literal('community_listening').optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const label = { sentiment, severity, topics: z.array(topicCode).max(12) };
export const voiceItem = z.object({
  cityId,
  eventId: idOf<'Event'>(),
  communityId,
  communityName: z.string(),
  channel: z.string(),
  occurredAt: time,
  ...label,
  /** How sure our own models are, 0 to 1; 1 once a person has said so. */
  certainty: z.number(),
  /** What it names of what is sold, as the catalogue calls it. */
  goods: z.array(z.string()),
  /** What a grave one is about: food, water, power, gas_fire, injury, structure, air, fraud, escalation. */
  graveKinds: z.array(z.string()),
  /** Masked; null while sealed, and where the person was erased or the words are kept elsewhere. */
  text: z.string().nullable(),
  /** The words that show the topics, as the masked text has them. */
  words: z.array(z.string()),
  /** A person has corrected or confirmed how it was read. */
  isChecked: z.boolean(),
  /** The language model that read it again, as our own were unsure of it; null where none did. */
  refinedBy: z.string().nullable(),
});
export const voicesAnswer = z.object({ items: z.array(voiceItem), nextCursor: z.string().nullable() });

export const voiceParams = z.object({ cityId, eventId: idOf<'Event'>() });
/** How the message is to be read; sent unchanged it confirms. */
export const labelBody = z.object(label);
export const labelAnswer = z.object({ ...label, isChecked: z.boolean() });

const textModelKind = z.enum(['sentiment', 'topics']);
export const textModel = z.object({
  kind: textModelKind,
  /**
   * Of corrections that were held out, the share that it reads right (of topics: that it and people name alike), and the
   * same of the model before it.
   */
  score: z.number(),
  before: z.number(),
  heldOut: z.number().int(),
  labels: z.number().int(),
  state: z.enum(['live', 'retired', 'rejected']),
  learntAt: time,
  /** When it gave way: to a better one, or to the one that ships, because somebody went back. */
  retiredAt: time.nullable(),
  isGivenUp: z.boolean(),
});

export const textModelsAnswer = z.object({
  /** Models that were learnt from corrections, the newest first. Of a kind that has none in use, the one that ships is. */
  items: z.array(textModel),
  /** Messages that people corrected or confirmed, and those since the last learning. */
  labels: z.number().int(),
  fresh: z.number().int(),
  /** Learning begins once there are so many of both. */
  leastLabels: z.number().int(),
  leastFresh: z.number().int(),
  /** The learning that waits or runs. */
  underWay: z.object({ since: time, byHand: z.boolean() }).nullable(),
  /** How the last one ended; too few, where the words of most corrections cannot be opened any more. */
  last: z
    .object({
      endedAt: time,
      byHand: z.boolean(),
      outcome: z.enum(['taken', 'no_better', 'too_few', 'failed']),
      /** What stopped it. */
      why: z.string().nullable(),
    })
    .nullable(),
});
export const textModelParams = z.object({ kind: textModelKind });
export const learningAsked = z.object({ runId: idOf<'LearningRun'>() });

export type TextModel = z.output<typeof textModel>;
export type TextModelsAnswer = z.output<typeof textModelsAnswer>;
export type ListeningAnswer = z.output<typeof listeningAnswer>;
export type VoiceItem = z.output<typeof voiceItem>;
export type VoicesAnswer = z.output<typeof voicesAnswer>;
export type LabelBody = z.input<typeof labelBody>;
