import { fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { post, type LedgerEntryId } from '#platform/ledger';
import { CommissionAccrued, CommissionReversed } from '../events.ts';
import { expenseAccount, payableAccount } from './account.ts';
import { insertLines, linesOfOrder } from './line-store.ts';
import { missingLines, partiesOf, type CommissionLine, type CommissionOrder, type DraftLine } from './line.ts';
import { moneyOf } from './order-money-store.ts';
import { rulesFor } from './rule-store.ts';
import { lineInWords } from './statement.ts';

/** Part: books what is known of a locked order and not booked yet; answers how many lines that were. */
export async function bookLines(tx: Tx, order: CommissionOrder): Promise<{ lines: number }> {
  if (order.attributedAt === null) return { lines: 0 };
  const money = await moneyOf(tx.db, order);
  const booked = await linesOfOrder(tx.db, order);
  const rules = await rulesFor(tx.db, partiesOf(order), order.packageId);
  const drafts = missingLines(order, money, rules, booked, () => tx.newId<'CommissionLine'>());
  const lines: CommissionLine[] = [];
  for (const draft of drafts) lines.push({ ...draft, entryId: await postLine(tx, draft, order.orderNumber ?? '') });
  await insertLines(tx.db, lines);
  // A share of less than half a fen stands in the statement and is no news.
  await tx.announce(lines.filter((line) => line.amountFen !== 0).map(newsOf));
  return { lines: lines.length };
}

/** A reversal is an entry of its own: a refund takes back a part, which reversing the whole entry could not say. */
async function postLine(tx: Tx, line: DraftLine, orderNumber: string): Promise<LedgerEntryId | null> {
  if (line.amountFen === 0) return null;
  return post(tx, {
    cityId: line.cityId,
    kind: line.kind === 'accrual' ? 'commission_accrued' : 'commission_reversed',
    at: line.occurredAt,
    reference: { kind: 'order', id: line.orderId },
    lines: [
      { account: expenseAccount(line.cityId), amountFen: line.amountFen },
      { account: payableAccount(line), amountFen: fen(0 - line.amountFen), memo: lineInWords(line, orderNumber) },
    ],
  });
}

function newsOf(line: CommissionLine) {
  const { lineId, orderId, cityId, communityId, touchpointId, partnerId, amountFen } = line;
  const facts = { lineId, orderId, cityId, communityId, touchpointId, partnerId, amountFen };
  return line.kind === 'accrual'
    ? CommissionAccrued(orderId, { ...facts, payableAt: line.payableAt.toISOString() })
    : CommissionReversed(orderId, facts);
}
