import type { HouseRefund, WechatHouse } from './test-wechat-house.ts';

export interface HouseAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly unsigned?: boolean;
}

/** For tests: what the house refuses, by WeChat's codes. */
export class HouseRefusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

interface HouseRoute {
  readonly method: string;
  readonly path: RegExp;
  // The body is whatever the caller sent: the house looks at what it needs.
  // eslint-disable-next-line typescript/no-explicit-any
  readonly answer: (house: WechatHouse, number: string, body: any) => HouseAnswer;
}

const WAYS: Readonly<Record<string, (number: string) => object>> = {
  jsapi: (number) => ({ prepay_id: `wx${number}` }),
  h5: (number) => ({ h5_url: `https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx${number}&package=1` }),
  native: (number) => ({ code_url: `weixin://wxpay/bizpayurl?pr=${number}` }),
};
const NEEDS: Readonly<Record<string, (body: Record<string, unknown>) => boolean>> = {
  jsapi: (body) => typeof (body['payer'] as { openid?: unknown } | undefined)?.openid === 'string',
  h5: (body) => (body['scene_info'] as { payer_client_ip?: unknown } | undefined)?.payer_client_ip !== undefined,
  native: () => true,
};

export const HOUSE_ROUTES: readonly HouseRoute[] = [
  {
    method: 'POST',
    path: /^\/v3\/pay\/transactions\/(jsapi|h5|native)$/,
    answer: (house, way, body) => {
      const { mchid, appid } = house.options;
      const number = String(body.out_trade_no);
      const good = body.mchid === mchid && body.appid === appid && /^[\w|*-]{6,32}$/.test(number);
      if (!good || body.amount.currency !== 'CNY' || NEEDS[way]?.(body) !== true) {
        throw new HouseRefusal(400, 'PARAM_ERROR');
      }
      const before = house.trades.get(number);
      if (before?.paidAt !== undefined) throw new HouseRefusal(400, 'ORDERPAID');
      if (before !== undefined && (before.way !== way || before.total !== body.amount.total)) {
        throw new HouseRefusal(400, 'INVALID_REQUEST');
      }
      house.trades.set(number, {
        way,
        body,
        total: body.amount.total,
        notifyUrl: body.notify_url,
        state: 'NOTPAY',
        transactionId: '',
        paid: { total: 0, currency: 'CNY' },
        paidAt: undefined,
      });
      return { status: 200, body: WAYS[way]?.(number) };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/,
    answer: (house, number) => {
      if (!house.trades.has(number)) throw new HouseRefusal(404, 'ORDER_NOT_EXIST');
      return { status: 200, body: house.transactionOf(number) };
    },
  },
  {
    method: 'POST',
    path: /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/,
    answer: (house, number) => {
      const trade = house.trades.get(number);
      if (trade === undefined) throw new HouseRefusal(404, 'ORDER_NOT_EXIST');
      if (trade.paidAt !== undefined) throw new HouseRefusal(400, 'ORDERPAID');
      trade.state = 'CLOSED';
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: /^\/v3\/refund\/domestic\/refunds$/,
    answer: (house, _number, body) => {
      const trade = house.trades.get(body.out_trade_no);
      if (trade?.paidAt === undefined) throw new HouseRefusal(404, 'RESOURCE_NOT_EXISTS');
      if (body.amount.total !== trade.paid.total) throw new HouseRefusal(400, 'INVALID_REQUEST');
      const before = house.refunds.get(body.out_refund_no);
      if (before !== undefined) {
        if (before.amount !== body.amount.refund) throw new HouseRefusal(400, 'INVALID_REQUEST');
        return { status: 200, body: refundOf(house, before) };
      }
      const taken = [...house.refunds.values()]
        .filter((each) => each.paymentNumber === body.out_trade_no && each.state !== 'CLOSED')
        .reduce((sum, each) => sum + each.amount, 0);
      if (taken + body.amount.refund > trade.paid.total) throw new HouseRefusal(403, 'NOT_ENOUGH');
      const refund: HouseRefund = {
        paymentNumber: body.out_trade_no,
        refundNumber: body.out_refund_no,
        amount: body.amount.refund,
        notifyUrl: body.notify_url,
        state: 'PROCESSING',
      };
      house.refunds.set(refund.refundNumber, refund);
      trade.state = 'REFUND';
      return { status: 200, body: refundOf(house, refund) };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/,
    answer: (house, number) => {
      const refund = house.refunds.get(number);
      if (refund === undefined) throw new HouseRefusal(404, 'RESOURCE_NOT_EXISTS');
      return { status: 200, body: refundOf(house, refund) };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/certificates$/,
    answer: (house) => ({
      status: 200,
      body: {
        data: house.certificates.map(({ serial, certificate }) => ({
          serial_no: serial,
          effective_time: '2020-01-01T00:00:00+08:00',
          expire_time: certificate.endsAt.toISOString(),
          encrypt_certificate: { algorithm: 'AEAD_AES_256_GCM', ...house.seal(certificate.pem, 'certificate') },
        })),
      },
    }),
  },
  {
    method: 'GET',
    path: /^\/v3\/bill\/tradebill$/,
    answer: (house) => {
      if (house.bill === undefined) throw new HouseRefusal(400, 'NO_STATEMENT_EXIST');
      const download = `${house.url}/v3/billdownload/file?token=t`;
      return { status: 200, body: { hash_type: 'SHA1', hash_value: house.packedBill.sha1, download_url: download } };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/billdownload\/file$/,
    answer: (house) => ({ status: 200, body: house.packedBill.bytes, unsigned: true }),
  },
];

const refundOf = (house: WechatHouse, { paymentNumber, refundNumber, amount, state }: HouseRefund): object => ({
  refund_id: `50${refundNumber}`,
  out_refund_no: refundNumber,
  out_trade_no: paymentNumber,
  status: state,
  create_time: '2026-06-06T10:00:00+08:00',
  amount: { total: house.trade(paymentNumber).paid.total, refund: amount, currency: 'CNY' },
});
