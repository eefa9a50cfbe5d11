import { SECOND } from '#kernel/time';
import type { Context } from '#platform/context';
import { keysOf } from './sandbox-house.ts';
import type { NoticeBody } from './sandbox-notice.ts';
import { HEADERS, signedHeaders, type SandboxKey } from './sandbox-signature.ts';
import {
  claimNotice,
  endRefund,
  insertNotice,
  lockTrade,
  markDelivered,
  noticesDue,
  refundsToFinish,
} from './sandbox-store.ts';
import { nextTry, type SandboxNotice } from './sandbox-trade.ts';

const BATCH = 100;
const PATIENCE_MS = 10 * SECOND;

/** Sends what is due, of one trade or of all: over HTTP, signed, until it is answered with 200. Answers how many were. */
export async function deliverNotices(ctx: Context, paymentNumber?: string): Promise<number> {
  let delivered = 0;
  for (const notice of await noticesDue(ctx.db, ctx.clock.now(), paymentNumber, BATCH)) {
    const keys = await claim(ctx, notice);
    if (keys === undefined || !(await send(ctx, notice, keys))) continue;
    await ctx.transaction((tx) => markDelivered(tx.db, notice, tx.now));
    delivered += 1;
  }
  return delivered;
}

/** Takes the notice, with the time of its next try should this one fail. */
async function claim(ctx: Context, notice: SandboxNotice): Promise<SandboxKey[] | undefined> {
  return ctx.transaction(async (tx) => {
    const again = nextTry(notice.tries + 1, tx.now);
    const next = { dueAt: again ?? notice.dueAt, givenUp: again === undefined };
    return (await claimNotice(tx.db, notice, next)) ? keysOf(tx) : undefined;
  });
}

async function send(ctx: Context, notice: SandboxNotice, keys: readonly SandboxKey[]): Promise<boolean> {
  // One key, then the other, as while a provider changes them.
  const key = keys[notice.tries % keys.length];
  if (key === undefined) throw new Error('the sandbox has no key');
  if (notice.probe) await post(ctx, notice, key, true);
  const answers = await Promise.all(Array.from({ length: notice.copies }, () => post(ctx, notice, key, false)));
  return answers.every((status) => status === 200);
}

/** The status of the answer; 0 for none. */
async function post(ctx: Context, notice: SandboxNotice, key: SandboxKey, spoiled: boolean): Promise<number> {
  const raw = Buffer.from(notice.body);
  const nonce = Buffer.from(ctx.random.bytes(16)).toString('hex');
  const headers = signedHeaders(key, raw, ctx.clock.now(), nonce);
  if (spoiled) headers[HEADERS.signature] = Buffer.alloc(64, 7).toString('base64');
  return fetch(notice.notifyUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, 'content-type': 'application/json' },
    body: raw,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
    .then(async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    })
    .catch(() => 0);
}

/** Does the refunds that are due, with a notice each. Answers how many. */
export async function finishRefunds(ctx: Context): Promise<number> {
  const due = await refundsToFinish(ctx.db, ctx.clock.now(), BATCH);
  for (const refund of due) {
    await ctx.transaction(async (tx) => {
      const trade = await lockTrade(tx.db, refund.paymentNumber);
      const outcome = trade?.refundsFail === true ? 'failed' : 'succeeded';
      if (!(await endRefund(tx.db, refund, outcome, tx.now))) return;
      const noticeId = tx.newId<'SandboxNotice'>();
      const body: NoticeBody = {
        id: noticeId,
        type: outcome === 'failed' ? 'refund.failed' : 'refund.succeeded',
        paymentNumber: refund.paymentNumber,
        refundNumber: refund.refundNumber,
        amountFen: refund.amountFen,
        finishedAt: tx.now.toISOString(),
      };
      await insertNotice(tx.db, {
        paymentNumber: refund.paymentNumber,
        noticeId,
        body: JSON.stringify(body),
        notifyUrl: refund.notifyUrl,
        copies: 1,
        probe: false,
        keptBack: false,
        tries: 0,
        dueAt: tx.now,
      });
    });
  }
  return due.length;
}

/** What the sandbox does by the clock: refunds that are due, and notices that were not answered. */
export async function runSandbox(ctx: Context): Promise<void> {
  if (ctx.services.settings.mode !== 'demo') return;
  await finishRefunds(ctx);
  await deliverNotices(ctx);
}
