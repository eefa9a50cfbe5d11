import type { Context } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { deliverMessage } from './deliver-message.ts';
import { listDue } from './message-store.ts';

const PAGE = 200;

/**
 * Delivers everything that is due, each message in a transaction of its own; answers how many went. One that fails does
 * not hold up the others: it stays due for the next run, and the first failure is thrown at the end.
 */
export async function deliverDue(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const failures: unknown[] = [];
  let delivered = 0;
  let after: TimePlace | undefined;
  for (;;) {
    const due = await listDue(ctx.db, now, { after, limit: PAGE });
    for (const key of due) {
      try {
        if (await deliverMessage(ctx, key)) delivered += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    const last = due.at(-1);
    if (last === undefined || due.length < PAGE) break;
    after = { at: last.dueAt, id: last.messageId };
  }
  if (failures.length > 0) throw failures[0];
  return delivered;
}
