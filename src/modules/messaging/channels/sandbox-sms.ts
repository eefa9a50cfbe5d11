import { insertSandboxMessage } from '#platform/auth';
import { mask } from '#platform/privacy';
import { smsText } from '../messages/template.ts';
import type { ChannelPort } from './channel.ts';

/**
 * The labelled sandbox: it opens the phone as a real channel would, for the same purpose and in the same audit, and
 * writes what would have gone out to the developer page, with the phone masked.
 */
export const sandboxSms: ChannelPort = {
  sandbox: true,
  send: async (ctx, tx, message, template, text) => {
    const found = await ctx.services.vault.read(tx, {
      personIds: [message.personId],
      kinds: ['phone'],
      purpose: 'send_message',
      subject: { kind: 'message', id: message.messageId },
    });
    const phone = found.get(message.personId)?.phone?.[0];
    if (phone === undefined) return { taken: false, why: 'no_phone' };
    await insertSandboxMessage(tx.db, {
      messageId: message.messageId,
      channel: 'sms',
      maskedTo: mask('phone', phone),
      body: smsText(template, text, ctx.services.settings.publicUrl),
      sentAt: tx.now,
      place: { cityId: message.cityId, communityId: message.communityId, storeId: message.storeId ?? undefined },
    });
    return { taken: true, why: 'handed_over' };
  },
};
