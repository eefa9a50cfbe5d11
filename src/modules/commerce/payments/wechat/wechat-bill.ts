import { createHash } from 'node:crypto';
import { BillUnreadable, type BillLine } from '../payment-port.ts';
import { columnsOf, fenOf, momentOf } from '../bills/cells.ts';

/** Begins the line of totals behind the details. */
const TOTALS = '总交易单数';

/**
 * Reads a 交易账单 of WeChat Pay (申请交易账单): a header, a line each with a backtick before every cell, so that commas
 * in the names of goods do no harm, then the totals' header and the totals. Payments count with 订单金额, refunds with
 * 申请退款金额, which older files do not have. Throws BillUnreadable, also where the totals do not fit.
 */
export const readWechatBill = (mchid: string) =>
  async function* read(lines: AsyncIterable<string>): AsyncGenerator<BillLine> {
    let columns: ReadonlyMap<string, number> | undefined;
    let line = 0;
    let read = 0;
    let total: number | undefined;
    let atTotals = false;
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      if (columns === undefined) {
        columns = columnsOf(text.split(','), ['交易时间', '商户号', '商户订单号', '微信订单号', '交易状态']);
        continue;
      }
      if (text.startsWith(TOTALS)) {
        atTotals = true;
        continue;
      }
      const cells = text.replace(/^`/, '').split(',`');
      if (atTotals) {
        total ??= Number(cells[0]);
        continue;
      }
      if (cells.length < columns.size) throw new BillUnreadable(line, 'columns');
      read += 1;
      yield lineOf(cells, columns, line, mchid);
    }
    if (total !== read) throw new BillUnreadable(line, 'truncated');
  };

function lineOf(cells: readonly string[], columns: ReadonlyMap<string, number>, line: number, mchid: string): BillLine {
  const cell = (name: string): string => cells[columns.get(name) ?? -1]?.trim() ?? '';
  const first = (...names: string[]): string => names.map(cell).find((value) => value !== '') ?? '';
  if (cell('商户号') !== mchid) throw new BillUnreadable(line, 'merchant');
  const kind = cell('交易状态') === 'REFUND' ? 'refund' : 'payment';
  const paymentNumber = cell('商户订单号');
  const refundNumber = kind === 'refund' ? cell('商户退款单号') : '';
  if (paymentNumber === '' || (kind === 'refund' && refundNumber === '')) throw new BillUnreadable(line, 'number');
  return {
    line,
    kind,
    paymentNumber,
    refundNumber: kind === 'refund' ? refundNumber : null,
    providerTrade: cell('微信订单号'),
    amountFen: fenOf(kind === 'refund' ? first('申请退款金额', '退款金额') : first('订单金额', '应结订单金额'), line),
    state: stateOf(kind, cell('交易状态'), cell('退款状态')),
    at: momentOf(cell('交易时间'), line),
  };
}

function stateOf(kind: BillLine['kind'], trade: string, refund: string): BillLine['state'] {
  if (kind === 'payment') return trade === 'SUCCESS' ? 'succeeded' : 'failed';
  if (refund === 'SUCCESS') return 'succeeded';
  return refund === 'FAIL' ? 'failed' : 'processing';
}

/** The same bytes, with an error at their end if they do not hash (SHA-1, as WeChat tells it) to what they should. */
export async function* checked(bytes: AsyncIterable<Uint8Array>, sha1: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1');
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha1) throw new BillUnreadable(0, 'digest');
}
