import type { Context, Tx } from '#platform/context';
import { channelFor } from '../channels/channel.ts';
import { insertDeliveries, type Delivery } from '../channels/delivery-store.ts';
import { MessageDelivered } from '../events.ts';
import { LATER } from './decide.ts';
import { lockDue, saveDelivered, saveNotSent, type MessageKey } from './message-store.ts';
import { factsOf, type Message, type Text } from './message.ts';
import { templateOf, type Template } from './template.ts';

/**
 * Delivers one message if it is due and has not gone: by every channel of its template, in one transaction with its
 * mark in the ledger, so that it goes once however often it is asked for. Announces MessageDelivered when a channel took
 * it. Answers whether one did.
 */
export async function deliverMessage(ctx: Context, key: MessageKey): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const message = await lockDue(tx.db, key, tx.now);
    if (message === undefined) return false;
    const template = templateOf(message.template);
    const text = template.render(message.params);
    const deliveries = await tryChannels(ctx, tx, message, template, text);
    await insertDeliveries(tx.db, key, deliveries);
    if (!deliveries.some((delivery) => delivery.taken)) {
      await saveNotSent(tx.db, key, LATER.noChannel);
      return false;
    }
    await saveDelivered(tx.db, key, text, message.state === 'deferred' ? LATER.waited : message, tx.now);
    await tx.announce([MessageDelivered(message.messageId, factsOf(message))]);
    return true;
  });
}

async function tryChannels(
  ctx: Context,
  tx: Tx,
  message: Message,
  template: Template,
  text: Text,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const channel of template.channels) {
    const port = channelFor(ctx, channel);
    const { taken, why } = await port.send(ctx, tx, message, template, text);
    deliveries.push({ channel, taken, why, sandbox: port.sandbox, triedAt: tx.now });
  }
  return deliveries;
}
