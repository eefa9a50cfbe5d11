import { fen, yuanInWords } from '#kernel/money';
import { businessDay, dayInWords } from '#kernel/time';
import type { DraftLine, PaymentStage } from './line.ts';
import { partyName } from './rule.ts';

const STAGES: Readonly<Record<PaymentStage, string>> = { deposit: '定金', balance: '尾款', full: '货款' };

/** A line in words: what came, whose share of it at which rate, and from when; or what went back. No personal data. */
export function lineInWords(
  line: Pick<
    DraftLine,
    | 'kind'
    | 'stage'
    | 'partyKind'
    | 'party'
    | 'rateBps'
    | 'baseFen'
    | 'amountFen'
    | 'occurredAt'
    | 'payableAt'
    | 'awaitsCompletion'
  >,
  orderNumber: string,
): string {
  if (line.kind === 'reversal') {
    return `订单 ${orderNumber} 退款 ${yuanInWords(fen(0 - line.baseFen))}，扣回 ${yuanInWords(fen(0 - line.amountFen))}`;
  }
  const came = `收到${STAGES[line.stage]} ${yuanInWords(line.baseFen)}`;
  const share = `按${partyName(line.partyKind, line.party) ?? line.party} ${line.rateBps / 100}% 计`;
  const day = dayInWords(businessDay(line.payableAt), line.occurredAt);
  return `订单 ${orderNumber} ${came}，${share} ${yuanInWords(line.amountFen)}，${line.awaitsCompletion ? `订单完成后，最早${day}可结` : `${day}可结`}`;
}
