import type { Context } from '#platform/context';
import { countUnread, markRead } from './inbox-store.ts';
import type { MessageId } from './message.ts';

/** A customer read some of their messages, or all where none is named; answers how many are left to read. */
export async function readOwnMessages(
  ctx: Context,
  input: { readonly messageIds?: readonly MessageId[] | undefined },
): Promise<number> {
  return ctx.transaction(async (tx) => {
    await markRead(tx.db, ctx.scope, input.messageIds, tx.now);
    return countUnread(tx.db, ctx.scope);
  });
}
