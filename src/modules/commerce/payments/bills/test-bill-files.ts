import { deflateRawSync } from 'node:zlib';

/** For tests: a line of a 交易账单 of WeChat Pay, as it stands in the file. */
export interface WechatRow {
  readonly at: string;
  readonly paymentNumber: string;
  readonly yuan: string;
  readonly refundNumber?: string;
  readonly refundState?: string;
  readonly trade?: string;
  readonly goods?: string;
}

const WECHAT_HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,' +
  '手续费,费率,订单金额,申请退款金额,费率备注';
const WECHAT_TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

export function wechatBill(mchid: string, rows: readonly WechatRow[], total = rows.length): string {
  const lines = rows.map((row) => {
    const refund = row.refundNumber !== undefined;
    return [
      row.at,
      'wx0123456789abcdef',
      mchid,
      '0',
      '',
      row.trade ?? `42${row.paymentNumber}`,
      row.paymentNumber,
      'oPayer',
      'NATIVE',
      refund ? 'REFUND' : 'SUCCESS',
      'OTHERS',
      'CNY',
      refund ? '0.00' : row.yuan,
      '0.00',
      refund ? '50001' : '0',
      row.refundNumber ?? '0',
      refund ? row.yuan : '0.00',
      '0.00',
      refund ? 'ORIGINAL' : '',
      refund ? (row.refundState ?? 'SUCCESS') : '',
      row.goods ?? '订单',
      '',
      '0.01000',
      '0.60%',
      refund ? '0.00' : row.yuan,
      refund ? row.yuan : '0.00',
      '',
    ]
      .map((cell) => `\`${cell}`)
      .join(',');
  });
  return `${[WECHAT_HEADER, ...lines, WECHAT_TOTALS, `\`${total},\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00`].join('\r\n')}\r\n`;
}

const ALIPAY_HEADER =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,' +
  '商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,' +
  '商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

export interface AlipayRow {
  readonly at: string;
  readonly number: string;
  /** Negative for a refund. */
  readonly yuan: string;
  readonly request?: string;
  readonly goods?: string;
  readonly trade?: string;
}

/** 业务明细 of Alipay, as text. */
export function alipayBill(rows: readonly AlipayRow[]): string {
  const lines = rows.map(({ at, number, yuan, request = '', goods = '订单', trade = `2026${number}` }) => {
    const kind = request === '' ? '交易' : '退款';
    const head = [
      `${trade}\t`,
      `${number}\t`,
      `${kind}\t`,
      goods,
      at,
      at,
      '\t',
      '\t',
      '\t',
      '\t',
      '**安\t',
      yuan,
      yuan,
    ];
    return [...head, ...Array<string>(5).fill('0.00'), '', '0.00\t', '0.00', `${request}\t`, '0.00', '0.00', ''].join(
      ',',
    );
  });
  return [
    '#支付宝业务明细查询',
    '#账号：[20880000000000010156]',
    '#-----------------------------------------业务明细列表----------------------------------------',
    ALIPAY_HEADER,
    ...lines,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    '#交易合计：0笔',
    '',
  ].join('\r\n');
}

/** Text in GBK: the codes of two bytes, turned round. */
export function inGbk(text: string): Buffer {
  const codes = gbkCodes();
  return Buffer.concat(
    [...text].map((char) => {
      const code = codes.get(char);
      return code ?? Buffer.from(char, 'latin1');
    }),
  );
}

let table: Map<string, Buffer> | undefined;
function gbkCodes(): Map<string, Buffer> {
  if (table !== undefined) return table;
  const decoder = new TextDecoder('gb18030');
  table = new Map();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      if (low !== 0x7f) table.set(decoder.decode(bytes), bytes);
    }
  }
  return table;
}

/** An archive as Alipay makes it: deflated, names in GBK without the flag that says otherwise. */
export function zipOf(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const title = inGbk(name);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, title]));
    locals.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, entries, end]);
}
