import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAlipayBill } from '../alipay/alipay-bill.ts';
import { BillUnreadable, type BillLine } from '../payment-port.ts';
import { readWechatBill } from '../wechat/wechat-bill.ts';
import { withBillLines } from './bill-file.ts';
import { fenOf } from './cells.ts';
import { alipayBill, inGbk, wechatBill, zipOf } from './test-bill-files.ts';

const MCHID = '1900000001';
type Reader = (lines: AsyncIterable<string>) => AsyncIterable<BillLine>;
const wechat = readWechatBill(MCHID);
const at = '2026-06-05 10:30:00';

/** In small pieces, as they come over the line. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 100) yield bytes.subarray(from, from + 100);
}
async function read(reader: Reader, bytes: Uint8Array): Promise<BillLine[]> {
  const { answer } = await withBillLines(pieces(bytes), async (lines) => {
    const all: BillLine[] = [];
    for await (const line of reader(lines)) all.push(line);
    return all;
  });
  return answer;
}
const refusal = async (reader: Reader, bytes: Uint8Array): Promise<unknown> =>
  read(reader, bytes).catch((error: unknown) => (error instanceof BillUnreadable ? error.params : error));

describe("a bill's file", () => {
  const rows = [
    { at, paymentNumber: '260605-1111-1111-P1', yuan: '0.29', goods: '菜, 一篮`的' },
    { at, paymentNumber: '260605-1111-1111-P1', yuan: '0.10', refundNumber: '260605-1111-1111-P1-R1' },
  ];
  it('of WeChat Pay is read by its header, with commas in the names of goods', async () => {
    const lines = await read(wechat, Buffer.from(wechatBill(MCHID, rows)));
    expect(lines).toMatchObject([
      { line: 2, kind: 'payment', paymentNumber: '260605-1111-1111-P1', amountFen: 29, state: 'succeeded' },
      { line: 3, kind: 'refund', refundNumber: '260605-1111-1111-P1-R1', amountFen: 10, state: 'succeeded' },
    ]);
    expect(lines[0]?.at).toEqual(new Date('2026-06-05T02:30:00Z'));
  });

  it('may be packed, and may begin with a byte order mark', async () => {
    const bytes = Buffer.from(`\u{feff}${wechatBill(MCHID, rows)}`);
    expect(await read(wechat, gzipSync(bytes))).toHaveLength(2);
    expect(await read(wechat, bytes)).toHaveLength(2);
  });

  it('of Alipay is the detail of a zip, in GBK', async () => {
    const text = alipayBill([
      { at, number: '260605_1111_1111_P1', yuan: '12.50', goods: '菜,一篮' },
      { at, number: '260605_1111_1111_P1', yuan: '-2.50', request: '260605_1111_1111_P1_R1' },
    ]);
    const zip = zipOf([
      { name: '20880_业务明细(汇总).csv', bytes: inGbk('#汇总') },
      { name: '20880_业务明细.csv', bytes: inGbk(text) },
    ]);
    expect(await read(readAlipayBill, zip)).toMatchObject([
      { kind: 'payment', paymentNumber: '260605-1111-1111-P1', amountFen: 1_250, refundNumber: null },
      { kind: 'refund', refundNumber: '260605-1111-1111-P1-R1', amountFen: 250 },
    ]);
  });

  it("of Alipay's account tells what came and went, and nothing of fees", async () => {
    const text = [
      '#支付宝账务明细查询',
      '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
      `1\t,t1\t,260605_1_P1\t,订单,${at},x,12.50,0.00,12.50,支付宝,在线支付,`,
      `2\t,t1\t,260605_1_P1\t,订单,${at},x,0.00,-0.08,12.42,支付宝,收费,`,
      `3\t,t1\t,260605_1_P1\t,订单,${at},x,0.00,-2.50,9.92,支付宝,退款（交易退款）,`,
      '#-----------------------------------------账务明细列表结束------------------------------------',
    ].join('\n');
    expect(await read(readAlipayBill, inGbk(text))).toMatchObject([
      { kind: 'payment', paymentNumber: '260605-1-P1', amountFen: 1_250 },
      { kind: 'refund', refundNumber: null, amountFen: 250 },
    ]);
  });

  it('that is another, or not whole, is not taken', async () => {
    const whole = wechatBill(MCHID, rows);
    const broken = gzipSync(Buffer.from(whole)).subarray(0, 200);
    expect(await refusal(wechat, Buffer.from('a,b\r\n1,2\r\n'))).toMatchObject({ line: 1 });
    expect(await refusal(wechat, Buffer.from(wechatBill('1900000002', rows)))).toMatchObject({ line: 2 });
    expect(await refusal(wechat, Buffer.from(wechatBill(MCHID, rows, 3)))).toMatchObject({ line: 5 });
    expect(await refusal(wechat, Buffer.from(whole.split('总交易单数')[0] ?? ''))).toMatchObject({ line: 3 });
    expect(await refusal(wechat, broken)).toMatchObject({ why: expect.stringContaining('不完整') });
    expect(await refusal(wechat, Buffer.from(whole.replaceAll('0.29', '1e3')))).toMatchObject({ line: 2 });
    expect(await refusal(readAlipayBill, Buffer.from(alipayBill([]).split('结束')[0] ?? ''))).toMatchObject({
      why: expect.stringContaining('不完整'),
    });
    expect(await refusal(readAlipayBill, zipOf([]))).toBeDefined();
    expect(await refusal(wechat, Buffer.alloc(0))).toMatchObject({ why: expect.any(String) });
  });

  it('has money digit by digit', () => {
    expect(['0.29', '-1.1', '12', '0.01000', '1234567.89'].map((text) => fenOf(text, 1))).toEqual([
      29, 110, 1_200, 1, 123_456_789,
    ]);
    for (const text of ['', '1.234', '1,000.00', 'x']) expect(() => fenOf(text, 1)).toThrow(BillUnreadable);
  });
});
