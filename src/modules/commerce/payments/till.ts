import type { PaymentProvider } from './payment-port.ts';
import { NoticeRefused } from './payment-port.ts';
import type { Payment } from './payment.ts';

/** Cash and cards at the till of a store: recorded, not processed. */
export const TILL = 'till';

/** How it was taken stands where other houses have their own number of the transaction. */
export const tillPayment = (payment: Payment, taken: 'cash' | 'card', at: Date): Payment => ({
  ...payment,
  state: 'succeeded',
  receivedFen: payment.amountFen,
  providerTrade: `${taken}:${payment.paymentNumber}`,
  paidAt: at,
});

/** Money that a person takes and gives back by hand: what is recorded is done, and nobody sends notices of it. */
export const tillProvider: PaymentProvider = {
  code: TILL,
  name: '门店收银',
  sandbox: false,
  clockToleranceMs: 0,
  cashier: 'local',
  noticeAnswer: { type: 'text/plain; charset=utf-8', body: '' },
  // It is offered to nobody: whoever stands at the till chooses it.
  serves: () => false,
  create: async () => ({ cashierUrl: '' }),
  close: async () => {},
  readNotice: () => Promise.reject(new NoticeRefused('serial')),
  query: async () => ({ state: 'closed' }),
  refund: async () => {},
  queryRefund: async (ctx) => ({ state: 'succeeded', finishedAt: ctx.clock.now() }),
};
