import { localMinute, MINUTE } from '#kernel/time';
import { insertSandboxMessage } from './code-store.ts';
import type { CodeSender } from './port.ts';
import { CODE_MINUTES } from './user.ts';

/** The labelled sandbox channel: nothing leaves the machine, the developer page shows what would have been sent. */
export const sandboxSender: CodeSender = {
  sandbox: true,
  send: async (ctx, { maskedPhone, code, about, place }) => {
    const now = ctx.clock.now();
    const until = new Date(now.getTime() + CODE_MINUTES * MINUTE);
    await ctx.transaction((tx) =>
      insertSandboxMessage(tx.db, {
        messageId: tx.newId<'SandboxMessage'>(),
        channel: 'sms',
        maskedTo: maskedPhone,
        body: `${about === undefined ? '' : `${about}：`}验证码 ${code}，${CODE_MINUTES} 分钟内有效（到 ${localMinute(until)}）`,
        sentAt: now,
        ...(place !== undefined && { place }),
      }),
    );
  },
};
