import { csvLine, parseCsv } from '#kernel/csv';
import { fen } from '#kernel/money';
import { addDays, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { BillUnreadable, type BillLine, type ProviderBills } from '../payment-port.ts';
import { refundsFinished, tradesPaid } from './sandbox-store.ts';

const PAGE = 1_000;
const TITLE = '沙箱账单';
const HEADER = ['类型', '付款单号', '退款单号', '沙箱交易号', '金额（分）', '状态', '时间'];
const TOTAL = '合计';

/** The sandbox's bill of a day: title, header, a line each, and how many there were. */
export const sandboxBills: ProviderBills = {
  fetch: async (ctx, day) => {
    const from = startOfBusinessDay(day);
    const span = { from, to: addDays(from, 1) };
    const [[trade], [refund]] = await Promise.all([
      tradesPaid(ctx.db, span, undefined, 1),
      refundsFinished(ctx.db, span, undefined, 1),
    ]);
    return trade === undefined && refund === undefined ? undefined : write(ctx, day, span);
  },
  read,
};

interface Span {
  readonly from: Date;
  readonly to: Date;
}

async function* write(ctx: Context, day: string, span: Span): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvLine([TITLE, day]) + csvLine(HEADER));
  let lines = 0;
  for await (const page of pages(ctx, span)) {
    lines += page.length;
    yield Buffer.from(page.map(csvLine).join(''));
  }
  yield Buffer.from(csvLine([TOTAL, lines]));
}

type Row = (string | number | null)[];

async function* pages(ctx: Context, span: Span): AsyncGenerator<Row[]> {
  for (let after: { at: Date; paymentNumber: string } | undefined; ;) {
    const page = await tradesPaid(ctx.db, span, after, PAGE);
    yield page.map((it) => ['付款', it.paymentNumber, '', it.tradeNumber, it.paidFen, '成功', isoOf(it.paidAt)]);
    const last = page.at(-1);
    if (page.length < PAGE || last?.paidAt == null) break;
    after = { at: last.paidAt, paymentNumber: last.paymentNumber };
  }
  for (let after: { at: Date; refundNumber: string } | undefined; ;) {
    const page = await refundsFinished(ctx.db, span, after, PAGE);
    yield page.map((it) => {
      const state = it.state === 'succeeded' ? '成功' : '失败';
      return ['退款', it.paymentNumber, it.refundNumber, it.refundNumber, it.amountFen, state, isoOf(it.finishedAt)];
    });
    const last = page.at(-1);
    if (page.length < PAGE || last?.finishedAt == null) break;
    after = { at: last.finishedAt, refundNumber: last.refundNumber };
  }
}

const isoOf = (at: Date | null): string => at?.toISOString() ?? '';

async function* read(lines: AsyncIterable<string>): AsyncGenerator<BillLine> {
  let line = 0;
  let read = 0;
  let total: number | undefined;
  for await (const text of lines) {
    line += 1;
    const [cells = []] = [...parseCsv(text)].map((record) => record.cells);
    if (line === 1 && cells[0] !== TITLE) throw new BillUnreadable(line, 'header');
    if (line <= 2 || cells.length === 0) continue;
    if (cells[0] === TOTAL) {
      total = Number(cells[1]);
      continue;
    }
    read += 1;
    yield lineOf(cells, line);
  }
  if (total !== read) throw new BillUnreadable(line, 'truncated');
}

function lineOf(cells: readonly string[], line: number): BillLine {
  const [kind, paymentNumber = '', refundNumber = '', providerTrade = '', amount = '', state, time = ''] = cells;
  if (cells.length !== HEADER.length) throw new BillUnreadable(line, 'columns');
  if (!/^\d{1,15}$/.test(amount)) throw new BillUnreadable(line, 'amount');
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw new BillUnreadable(line, 'time');
  return {
    line,
    kind: kind === '退款' ? 'refund' : 'payment',
    paymentNumber,
    refundNumber: refundNumber === '' ? null : refundNumber,
    providerTrade,
    amountFen: fen(Number(amount)),
    state: state === '成功' ? 'succeeded' : 'failed',
    at,
  };
}
