import type { Context, Tx } from '#platform/context';
import type { Message, Text } from '../messages/message.ts';
import type { Channel, Template } from '../messages/template.ts';
import { filedSms } from './filed-sms.ts';
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
  no_filed_template: '这种消息没有报备短信模板，没有发短信',
  waits_for_channel: '等短信通道接收',
  asking_channel: '正在交给短信通道',
  refused_by_channel: '短信通道没有接受',
  outcome_unknown: '交给了短信通道，没有收到答复；怕重复，不再发',
  gave_up: '短信通道两小时没有接通，不再发短信',
  not_allowed_any_more: '还没发出，本人就关掉了这类消息，没有发短信',
} as const;
export type ChannelWhy = keyof typeof CHANNEL_REASONS;

export const CHANNELS: Readonly<Record<Channel, string>> = { in_app: '站内消息', sms: '短信' };

/**
 * A way to a customer. `send` runs in the transaction that marks the message as delivered, which may come again: a
 * channel that leaves the machine only enters what is to go, and it goes afterwards.
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
  if (ctx.services.settings.mode === 'demo') return sandboxSms;
  return ctx.services.sms === undefined ? missingSms : filedSms(ctx.services.sms);
}
