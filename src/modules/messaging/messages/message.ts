import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';

export type MessageId = Id<'Message'>;

/** What a message is for. Service messages belong to what was ordered; the others are allowed or not by the customer. */
export const PURPOSES = { service: '服务通知', survey: '满意度回访', marketing: '活动消息' } as const;
export type Purpose = keyof typeof PURPOSES;

/** Waits to go at once, waits for its time, was taken by a channel, or never goes. */
export const MESSAGE_STATES = {
  queued: '待发',
  deferred: '等到时间再发',
  delivered: '已发',
  not_sent: '不发',
} as const;
export type MessageState = keyof typeof MESSAGE_STATES;

export type Params = Readonly<Record<string, string | number>>;

/** What a message is about: a visit, an order, a survey. */
export interface About {
  readonly kind: string;
  readonly id: string;
}

/** One template to one customer about one thing. Who they are is in the vault, under `personId`. */
export interface Message {
  readonly messageId: MessageId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly template: string;
  readonly purpose: Purpose;
  readonly about: About;
  /** Tells two messages of one template about one thing apart: the new time, the round. Empty where there is one. */
  readonly occasion: string;
  readonly params: Params;
  readonly state: MessageState;
  /** Why it went, waits or does not go: a code, and a sentence as of then. */
  readonly why: string;
  readonly reason: string;
  readonly madeAt: Date;
  readonly dueAt: Date;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
}

/** What every event of a message says. */
export const factsOf = ({ messageId, customerKey, cityId, communityId, storeId, template }: Message) => ({
  messageId,
  customerKey,
  cityId,
  communityId,
  storeId,
  template,
});

/** As the customer reads it. `link` is a path within the shop. */
export interface Text {
  readonly title: string;
  readonly body: string;
  readonly link: string;
}
