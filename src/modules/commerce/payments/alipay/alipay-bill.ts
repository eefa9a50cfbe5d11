import { parseCsv } from '#kernel/csv';
import { BillUnreadable, type BillLine } from '../payment-port.ts';
import { columnsOf, fenOf, momentOf } from '../bills/cells.ts';
import { fromAlipay } from './alipay-client.ts';

/** Stands in the line behind the details: 业务明细列表结束, 账务明细列表结束. */
const END = '列表结束';

/**
 * Reads a bill of Alipay: the detail of trades (业务明细, `trade`), or of the account (账务明细, `signcustomer`). Lines of
 * remarks begin with #, cells end with a tab, the end of the details is a remark too. The account's does not tell the
 * numbers of refunds. Throws BillUnreadable, also where the end does not come.
 */
export async function* readAlipayBill(lines: AsyncIterable<string>): AsyncGenerator<BillLine> {
  let columns: Map<string, number> | undefined;
  let line = 0;
  let isOver = false;
  for await (const text of lines) {
    line += 1;
    if (text.startsWith('#')) {
      isOver ||= text.includes(END);
      continue;
    }
    if (isOver || text.trim() === '') continue;
    const [cells = []] = [...parseCsv(text)].map((record) => record.cells.map((cell) => cell.trim()));
    if (columns === undefined) {
      columns = headerOf(cells);
      continue;
    }
    const read = lineOf(whole(cells, columns), columns, line);
    if (read !== undefined) yield read;
  }
  if (columns === undefined) throw new BillUnreadable(line, 'header');
  if (!isOver) throw new BillUnreadable(line, 'truncated');
}

const isAccount = (columns: ReadonlyMap<string, number>): boolean => columns.has('账务流水号');

function headerOf(cells: readonly string[]): Map<string, number> {
  const account = cells.includes('账务流水号');
  const needed = account
    ? ['业务流水号', '商户订单号', '发生时间', '收入金额（+元）', '支出金额（-元）', '业务类型']
    : ['支付宝交易号', '商户订单号', '业务类型', '完成时间', '订单金额（元）', '退款批次号/请求号'];
  return columnsOf(cells, needed);
}

/** The name of goods may hold commas, which nothing quotes: what is too many cells belongs to it. */
function whole(cells: readonly string[], columns: ReadonlyMap<string, number>): readonly string[] {
  const extra = cells.length - columns.size;
  const at = columns.get('商品名称');
  if (extra <= 0 || at === undefined) return cells;
  return [...cells.slice(0, at), cells.slice(at, at + extra + 1).join(','), ...cells.slice(at + extra + 1)];
}

function lineOf(cells: readonly string[], columns: ReadonlyMap<string, number>, line: number): BillLine | undefined {
  if (cells.length < columns.size) throw new BillUnreadable(line, 'columns');
  const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? '';
  const type = cell('业务类型');
  const account = isAccount(columns);
  const isRefund = type.includes('退款');
  // The account also moves by fees, transfers and withdrawals: they belong to no order.
  if (account && !isRefund && type !== '交易付款' && type !== '在线支付') return undefined;
  if (cell('商户订单号') === '') throw new BillUnreadable(line, 'number');
  const refundNumber = isRefund && !account ? cell('退款批次号/请求号') : '';
  const amount = account ? cell(isRefund ? '支出金额（-元）' : '收入金额（+元）') : cell('订单金额（元）');
  return {
    line,
    kind: isRefund ? 'refund' : 'payment',
    paymentNumber: fromAlipay(cell('商户订单号')),
    refundNumber: refundNumber === '' ? null : fromAlipay(refundNumber),
    providerTrade: cell(account ? '业务流水号' : '支付宝交易号'),
    amountFen: fenOf(amount, line),
    state: 'succeeded',
    at: momentOf(cell(account ? '发生时间' : '完成时间'), line),
  };
}
