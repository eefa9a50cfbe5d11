import type { SmsProvider } from '#platform/sms';
import type { ChannelPort } from './channel.ts';

/**
 * SMS by a provider: nothing is asked of it while the message is delivered, since it does not know repetitions and a
 * transaction may come again. What is entered here goes out by `send-short-messages.ts`.
 */
export const filedSms = (provider: SmsProvider): ChannelPort => ({
  sandbox: false,
  send: async (_ctx, _tx, message) =>
    provider.knows(message.template)
      ? { taken: true, why: 'waits_for_channel' }
      : { taken: false, why: 'no_filed_template' },
});
