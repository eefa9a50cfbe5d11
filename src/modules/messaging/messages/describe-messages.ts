import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { CHANNEL_REASONS, CHANNELS, type ChannelWhy } from '../channels/channel.ts';
import { deliveriesOf, type Delivery } from '../channels/delivery-store.ts';
import type { MessageItem } from '../contract.ts';
import { MESSAGE_STATES, PURPOSES, type Message } from './message.ts';
import { templateOf } from './template.ts';

/** Rows of the ledger as staff see them: masked, with names of places, in a few batched reads. */
export async function describeMessages(ctx: Context, messages: readonly Message[]): Promise<MessageItem[]> {
  const places = await communitiesByIds(ctx.db, [...new Set(messages.map((message) => message.communityId))]);
  const people = await ctx.services.vault.masked(
    ctx.db,
    [...new Set(messages.map((message) => message.personId))],
    ['name', 'phone'],
  );
  const deliveries = await deliveriesOf(ctx.db, messages);
  return messages.map((message) => {
    const place = places.get(message.communityId);
    const person = people.get(message.personId);
    return {
      ...factsShown(message),
      communityName: place?.name ?? '',
      cityName: place?.cityName ?? '',
      name: person?.name?.[0] ?? '',
      phone: person?.phone?.[0] ?? '',
      channels: (deliveries.get(message.messageId) ?? []).map(describeDelivery),
    };
  });
}

function factsShown(message: Message) {
  const { messageId, cityId, communityId, storeId, template, purpose, about, state, why, reason } = message;
  return {
    messageId,
    cityId,
    communityId,
    storeId,
    template,
    purpose,
    about,
    state,
    why,
    reason,
    templateName: templateOf(template).name,
    purposeName: PURPOSES[purpose],
    stateName: MESSAGE_STATES[state],
    madeAt: message.madeAt.toISOString(),
    dueAt: message.dueAt.toISOString(),
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
    readAt: message.readAt?.toISOString() ?? null,
  };
}

const describeDelivery = (delivery: Delivery) => ({
  channel: delivery.channel,
  channelName: CHANNELS[delivery.channel] + (delivery.sandbox ? '（沙箱）' : ''),
  taken: delivery.taken,
  sandbox: delivery.sandbox,
  why: delivery.why,
  reason: [CHANNEL_REASONS[delivery.why as ChannelWhy] ?? delivery.why, delivery.note ?? []].flat().join('：'),
  triedAt: delivery.triedAt.toISOString(),
});
