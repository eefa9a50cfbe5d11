import type { Context, Tx } from '#platform/context';
import type { Message, Text } from '../messages/message.ts';
import type { Channel, Template } from '../messages/template.ts';
import { sandboxSms } from './sandbox-sms.ts';

/** What a channel answers: taken, or why not. */
export interface Answer {
  readonly taken: boolean;
  readonly why: ChannelWhy;
}

/** What channels answer, in sentences. */
export const CHANNEL_REASONS = {
  in_inbox: '在顾客的消息里',
  handed_over: '已交给短信通道',
  no_channel_configured: '没有配置短信通道，没有发短信',
  no_phone: '没有手机号，没有发短信',
} as const;
export type ChannelWhy = keyof typeof CHANNEL_REASONS;

export const CHANNELS: Readonly<Record<Channel, string>> = { in_app: '站内消息', sms: '短信' };

/**
 * A way to a customer. `send` runs in the transaction that marks the message as delivered. A channel that leaves the
 * machine must pass the message's id on as its own idempotency key, since a transaction that fails comes again.
 */
export interface ChannelPort {
  /** Nothing leaves the machine. */
  readonly sandbox: boolean;
  send(ctx: Context, tx: Tx, message: Message, template: Template, text: Text): Promise<Answer>;
}

/** The ledger itself is the inbox: what is delivered is there to be read. */
const inApp: ChannelPort = { sandbox: false, send: async () => ({ taken: true, why: 'in_inbox' }) };

const missingSms: ChannelPort = {
  sandbox: false,
  send: async () => ({ taken: false, why: 'no_channel_configured' }),
};

/** The channel as this installation has it: SMS is a sandbox in the demo, and nothing until somebody configures it. */
export function channelFor(ctx: Context, channel: Channel): ChannelPort {
  if (channel === 'in_app') return inApp;
  return ctx.services.settings.mode === 'demo' ? sandboxSms : missingSms;
}
