import type { Tx } from '#platform/context';
import { postAll } from '#platform/ledger';
import { PointsPosted } from '../events.ts';
import { saveAccounts } from './account-store.ts';
import { postingOf } from './books.ts';
import { memberFacts, type Account } from './member.ts';

/** Part: writes what was done to the points of locked members: lots, statements, the ledger. Announces PointsPosted. */
export async function writePoints(tx: Tx, changed: readonly Account[]): Promise<void> {
  if (changed.length === 0) return;
  const postings = changed.flatMap(({ member, moves }) => moves.map((move) => postingOf(member.customerKey, move)));
  const entryIds = await postAll(tx, postings);
  let at = 0;
  const withEntries = changed.map((account) => {
    const own = entryIds.slice(at, (at += account.moves.length));
    return { ...account, entryIds: own };
  });
  await saveAccounts(tx.db, withEntries);
  const news = changed.flatMap(newsOf);
  if (news.length > 0) await tx.announce(news);
}

function newsOf({ member, wallet, moves }: Account) {
  let balance = wallet.balance - moves.reduce((sum, move) => sum + move.points, 0);
  return moves.map(({ kind, points, orderId, voucherId }) => {
    balance += points;
    return PointsPosted(member.memberId, { ...memberFacts(member), kind, points, balance, orderId, voucherId });
  });
}
