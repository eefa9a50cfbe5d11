import { fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { postAll, type LedgerPosting } from '#platform/ledger';
import { CommissionAccrued, CommissionReversed } from '../events.ts';
import { expenseAccount, payableAccount } from './account.ts';
import { insertLines, linesOfOrders } from './line-store.ts';
import { missingLines, partiesOf, type CommissionLine, type CommissionOrder, type DraftLine } from './line.ts';
import { moneyOf } from './order-money-store.ts';
import { rulesFor } from './rule-store.ts';
import { lineInWords } from './statement.ts';

/** Part: books what is known of locked orders and not booked yet; answers how many lines that were. */
export async function bookLines(tx: Tx, orders: readonly CommissionOrder[]): Promise<{ lines: number }> {
  const ready = orders.filter((order) => order.attributedAt !== null && partiesOf(order).length > 0);
  if (ready.length === 0) return { lines: 0 };
  const money = await moneyOf(tx.db, ready);
  const paid = ready.filter((order) => (money.get(order.orderId)?.payments.length ?? 0) > 0);
  if (paid.length === 0) return { lines: 0 };
  const booked = await linesOfOrders(tx.db, paid);
  const parties = new Map(paid.flatMap(partiesOf).map((party) => [`${party.partyKind}/${party.party}`, party]));
  const rules = await rulesFor(
    tx.db,
    [...parties.values()],
    [...new Set(paid.flatMap(({ packageId }) => packageId ?? []))],
  );
  const drafts = paid.flatMap((order) =>
    missingLines(
      order,
      money.get(order.orderId) ?? { payments: [], refunds: [] },
      rules,
      booked.get(order.orderId) ?? [],
      () => tx.newId<'CommissionLine'>(),
    ).map((draft) => ({ draft, orderNumber: order.orderNumber ?? '' })),
  );
  const lines = await postLines(tx, drafts);
  await insertLines(tx.db, lines);
  // A share of less than half a fen stands in the statement and is no news.
  await tx.announce(lines.filter((line) => line.amountFen !== 0).map(newsOf));
  return { lines: lines.length };
}

/** A reversal is an entry of its own: a refund takes back a part, which reversing the whole entry could not say. */
async function postLines(
  tx: Tx,
  drafts: readonly { readonly draft: DraftLine; readonly orderNumber: string }[],
): Promise<CommissionLine[]> {
  const worth = drafts.filter(({ draft }) => draft.amountFen !== 0);
  const entryIds = await postAll(
    tx,
    worth.map(({ draft, orderNumber }) => postingOf(draft, orderNumber)),
  );
  const entryOf = new Map(worth.map(({ draft }, at) => [draft.lineId, entryIds[at] ?? null]));
  return drafts.map(({ draft }) => ({ ...draft, entryId: entryOf.get(draft.lineId) ?? null }));
}

const postingOf = (line: DraftLine, orderNumber: string): LedgerPosting => ({
  cityId: line.cityId,
  kind: line.kind === 'accrual' ? 'commission_accrued' : 'commission_reversed',
  at: line.occurredAt,
  reference: { kind: 'order', id: line.orderId },
  lines: [
    { account: expenseAccount(line.cityId), amountFen: line.amountFen },
    { account: payableAccount(line), amountFen: fen(0 - line.amountFen), memo: lineInWords(line, orderNumber) },
  ],
});

function newsOf(line: CommissionLine) {
  const { lineId, orderId, cityId, communityId, touchpointId, partnerId, amountFen } = line;
  const facts = { lineId, orderId, cityId, communityId, touchpointId, partnerId, amountFen };
  return line.kind === 'accrual'
    ? CommissionAccrued(orderId, { ...facts, payableAt: line.payableAt.toISOString() })
    : CommissionReversed(orderId, facts);
}
