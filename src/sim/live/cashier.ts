import { pickWeighted } from '#kernel/random';
import type { AtOwnPhone } from './customers.ts';
import type { Stage } from './stage.ts';

/**
 * Somebody at the sandbox's cashier: pays, mostly as one does and now and then in one of the ways in which notices go
 * wrong; lets go of a notice that is held. Answers whether money was paid this time.
 */
export async function payAtCashier(stage: Stage, ask: AtOwnPhone['ask'], cashierUrl: string): Promise<boolean> {
  const token = cashierUrl.split('/').at(-1) ?? '';
  const cashier = `/api/commerce/sandbox/cashier/${token}`;
  const { state, noticeHeld } = await ask<{ state: string; noticeHeld: boolean }>('GET', cashier);
  if (state === 'open') {
    const behaviour = pickWeighted(stage.streams(`pay/${token}`), [
      ['normal', 90],
      ['duplicate_notice', 5],
      ['late_notice', 3],
      ['wrong_signature', 2],
    ] as const);
    await ask('POST', `${cashier}/pay`, { behaviour });
    return true;
  }
  if (noticeHeld) await ask('POST', `${cashier}/release`);
  return false;
}
