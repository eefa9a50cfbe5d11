import { z } from 'zod';
import { cityId, communityId, idOf } from '#platform/fields';

const time = z.iso.datetime();
const alertId = idOf<'ListeningAlert'>();
export const alertParams = z.object({ cityId, alertId });

/**
 * `spike`: more people complain of a topic than is usual. `grave`: a message that somebody has to act on today. `message`: one
 * that a person found worth seeing to.
 */
export const alertKind = z.enum(['spike', 'grave', 'message']);
export const voiceTicketParams = z.object({ cityId, eventId: idOf<'Event'>() });
/** 待处理 → 已转工单 → 已了结, or 不用处理. */
export const alertState = z.enum(['open', 'in_hand', 'done', 'dismissed']);
export const dismissReason = z.enum(['not_ours', 'known', 'misread', 'harmless']);

export const alertItem = z.object({
  cityId,
  alertId,
  kind: alertKind,
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  /** Null where a grave message is about nothing that is listened for. */
  topic: z.string().nullable(),
  topicName: z.string().nullable(),
  raisedAt: time,
  /** What the people are counted over; null of a grave one. */
  window: z.enum(['hour', 'day']).nullable(),
  /** People who complain, and how many would be usual. */
  people: z.number().int(),
  expected: z.number(),
  /** Of a grave one: food, water, power, gas_fire, injury, structure, air, fraud, escalation. */
  graveKinds: z.array(z.string()),
  state: alertState,
  dismissReason: dismissReason.nullable(),
  /** The ticket that it became, once it is open. */
  ticketId: idOf<'Ticket'>().nullable(),
  revision: z.number().int(),
});

export const alertsQuery = z.object({
  view: z.enum(['open', 'all']).default('open'),
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  kind: alertKind.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
/** The newest first. */
export const alertsAnswer = z.object({
  items: z.array(alertItem),
  nextCursor: z.string().nullable(),
  /** Not yet decided on. */
  open: z.number().int(),
});

export const alertDetailQuery = z.object({
  /** Opens the words of the examples, masked; the reading is audited. */
  purpose: z.literal('community_listening').optional(),
});
export const alertDetail = alertItem.extend({
  /** People who complained of the topic there on each of the fifteen days up to the alert and of those since, at most thirty, the oldest first. */
  byDay: z.array(z.object({ day: z.iso.date(), people: z.number().int() })),
  /** How it went on once its ticket was done; null while it is not, and where no topic is named. */
  after: z
    .object({
      since: time,
      /** Whole days since then. */
      days: z.number().int(),
      /** People on a mean day from the alert until it was done, and since. */
      before: z.number(),
      after: z.number(),
      verdict: z.enum(['early', 'quiet', 'less', 'still']),
    })
    .nullable(),
  /** Stores of the community that serve others which complain of the same in these days, and how many. */
  stores: z.array(z.object({ name: z.string(), communities: z.number().int(), messages: z.number().int() })),
  /** What is sold that the messages name, the most blamed first, at most five. */
  goods: z.array(
    z.object({
      item: z.uuid(),
      name: z.string(),
      messages: z.number().int(),
      people: z.number().int(),
      /** Other communities of the city that complain of it in these days, and those of them that the same warehouse supplies. */
      communities: z.number().int(),
      sameSource: z.number().int(),
      /** In which batches it came to the community, the newest first. */
      batches: z.array(z.object({ placeName: z.string(), sentAt: time, units: z.number().int() })),
    }),
  ),
  /** Messages that tell the same story, the largest group first. */
  clusters: z.array(
    z.object({
      messages: z.number().int(),
      people: z.number().int(),
      /** Masked words of one of them; null while sealed. */
      example: z.string().nullable(),
      /** What the messages name of what is sold, the most often named first. */
      items: z.array(z.string()),
      firstAt: time,
      lastAt: time,
    }),
  ),
});

/** Who stands behind an alert, as far as anybody knows, who said most first; at most 50. */
export const alertPeople = z.object({
  items: z.array(
    z.object({
      /** Null where the log has forgotten them. */
      profileId: z.uuid().nullable(),
      /** Masked; empty where nobody knows it: in a group many are only a nickname. */
      name: z.string(),
      phone: z.string(),
      messages: z.number().int(),
      lastAt: time,
      /** What they bought in the last 30 days, the newest first, at most five; empty for whoever may not read orders. */
      orders: z.array(
        z.object({
          orderId: idOf<'Order'>(),
          orderNumber: z.string(),
          title: z.string(),
          state: z.string(),
          stateName: z.string(),
          channel: z.string(),
          totalFen: z.number().int(),
          refundedFen: z.number().int(),
          placedAt: time,
        }),
      ),
    }),
  ),
  people: z.number().int(),
});

/** The revision that was on the screen: whoever was slower is told so. */
export const toTicketBody = z.object({ revision: z.number().int().positive() });
export const dismissBody = z.object({ revision: z.number().int().positive(), reason: dismissReason });

export const alertRule = z.object({
  /** Fewer people are no spike, however quiet it was before. */
  leastPeople: z.number().int().min(2).max(100),
  /** A spike is what comes by chance once in so many looks. */
  onceIn: z.number().int().min(20).max(1_000_000),
  /** Grave messages become tickets at once, without anybody looking first. */
  graveToTicket: z.boolean(),
});
export const alertRuleAnswer = alertRule.extend({ revision: z.number().int() });
export const alertRuleBody = alertRule.extend({ revision: z.number().int().nonnegative() });

export type AlertItem = z.output<typeof alertItem>;
export type AlertsAnswer = z.output<typeof alertsAnswer>;
export type AlertDetail = z.output<typeof alertDetail>;
export type AlertPeople = z.output<typeof alertPeople>;
export type AlertRuleAnswer = z.output<typeof alertRuleAnswer>;
