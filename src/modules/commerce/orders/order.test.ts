import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '#kernel/errors';
import { fen } from '#kernel/money';
import {
  cancel,
  complete,
  dueOf,
  giveBack,
  groupFilled,
  mayMove,
  ORDER_CHANNELS,
  ORDER_STATES,
  PaidTooLittle,
  receive,
  type Order,
  type OrderChannel,
  type OrderState,
} from './order.ts';

const now = new Date('2026-06-06T02:00:00Z');
const id = '01900000-0000-7000-8000-000000000001';
const order = (totalFen: number, depositFen: number): Order => ({
  orderId: id as Order['orderId'],
  orderNumber: 'DD-SZ-260606-0001',
  channel: 'service',
  contractId: id as Order['contractId'],
  quotationId: id as Order['quotationId'],
  packageId: id as Order['packageId'],
  cityId: id as Order['cityId'],
  communityId: id as Order['communityId'],
  storeId: null,
  touchpointId: id as Order['touchpointId'],
  customerKey: 'a'.repeat(64) as Order['customerKey'],
  personId: id as Order['personId'],
  leadId: null,
  visitId: null,
  shareToken: null,
  state: 'placed',
  totalFen: fen(totalFen),
  depositFen: fen(depositFen),
  goodsFen: fen(totalFen),
  discountFen: fen(0),
  deliveryFen: fen(0),
  groupBuyId: null,
  teamId: null,
  campaignId: null,
  pickupPointId: null,
  payBy: null,
  completeAfter: null,
  completedAt: null,
  external: null,
  paidFen: fen(0),
  refundedFen: fen(0),
  payments: 0,
  steps: 1,
  revision: 1,
  placedAt: now,
  depositPaidAt: null,
  paidAt: null,
  cancelledAt: null,
  cancelReason: null,
});

describe('an order', () => {
  it('asks for the deposit, then for the rest, then for nothing', () => {
    const placed = order(1_000, 300);
    expect(dueOf(placed)).toEqual({ stage: 'deposit', amountFen: 300 });
    const begun = receive(placed, fen(300), now);
    expect(begun).toMatchObject({ state: 'deposit_paid', depositPaidAt: now, paidAt: null });
    expect(dueOf(begun)).toEqual({ stage: 'balance', amountFen: 700 });
    const whole = receive(begun, fen(700), now);
    expect(whole).toMatchObject({ state: 'paid', paidAt: now });
    expect(dueOf(whole)).toBeUndefined();
  });

  it('whose deposit is everything is paid with it', () => {
    expect(receive(order(300, 300), fen(300), now)).toMatchObject({ state: 'paid', depositPaidAt: now, paidAt: now });
  });

  it('that was called off takes no money and is not called off again', () => {
    const off = cancel(order(1_000, 300), 'not_now', now);
    expect(() => receive(off, fen(300), now)).toThrow(IllegalMove);
    expect(() => cancel(off, 'not_now', now)).toThrow(IllegalMove);
    expect(dueOf(off)).toBeUndefined();
  });

  it('asks for no more because money went back', () => {
    const back = giveBack(receive(order(1_000, 300), fen(300), now), fen(100));
    expect(dueOf(back)).toEqual({ stage: 'balance', amountFen: 700 });
  });

  it('counts every fen, and what was paid and what is due make the total until it is paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 12 }),
        (total, amounts) => {
          let it = order(total, 1 + (total % 2));
          for (const amount of amounts) it = receive(it, fen(amount), now);
          expect(it.paidFen).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
          expect(it.state === 'paid').toBe(amounts.length > 0 && it.paidFen >= total);
          if (it.state === 'deposit_paid') expect(it.paidFen + (dueOf(it)?.amountFen ?? 0)).toBe(total);
          expect(it.revision).toBe(1 + amounts.length);
        },
      ),
    );
  });
});

describe('the states of all channels', () => {
  const channels = Object.keys(ORDER_CHANNELS) as OrderChannel[];
  const states = Object.keys(ORDER_STATES) as OrderState[];
  const movesOf = (channel: OrderChannel): string[] =>
    states.flatMap((from) => states.filter((to) => mayMove(channel, from, to)).map((to) => `${from} → ${to}`));

  it('are one table: a deposit is of a service, waiting for neighbours of a group buy', () => {
    const sold = [
      'placed → paid',
      'placed → cancelled',
      'paid → paid',
      'paid → completed',
      'paid → cancelled',
      'completed → completed',
    ];
    for (const channel of ['instant', 'store', 'imported'] as const) {
      const table = movesOf(channel).filter((move) => !/^(deposit_paid|awaiting_group)/.test(move));
      expect(table).toEqual(sold);
    }
    expect(movesOf('group_buy')).toEqual(expect.arrayContaining(['placed → awaiting_group', 'awaiting_group → paid']));
    expect(movesOf('service')).toEqual(expect.arrayContaining(['placed → deposit_paid', 'deposit_paid → paid']));
    expect(channels.filter((channel) => mayMove(channel, 'placed', 'awaiting_group'))).toEqual(['group_buy']);
    expect(channels.filter((channel) => mayMove(channel, 'placed', 'deposit_paid'))).toEqual(['service']);
    expect(channels.flatMap((channel) => states.filter((to) => mayMove(channel, 'cancelled', to)))).toEqual([]);
  });

  it('hold whatever is tried: no move leaves the table, and what is over is over', () => {
    const tried = fc.constantFrom('pay', 'pay part', 'pay for a team', 'fill', 'cancel', 'complete', 'give back');
    const goods = fc.constantFrom(...channels.filter((channel) => channel !== 'service'));
    const run = (it: Order, what: string): Order => {
      if (what === 'pay') return receive(it, it.totalFen, now);
      if (what === 'pay part') return receive(it, fen(1), now);
      if (what === 'pay for a team') return receive(it, it.totalFen, now, it.channel === 'group_buy');
      if (what === 'fill') return groupFilled(it);
      if (what === 'cancel') return cancel(it, 'other', now);
      if (what === 'complete') return complete(it, now);
      return giveBack(it, fen(0));
    };
    fc.assert(
      fc.property(goods, fc.array(tried, { maxLength: 12 }), (channel, all) => {
        let it: Order = { ...order(1_000, 0), channel };
        for (const what of all) {
          let next = it;
          try {
            next = run(it, what);
          } catch (error) {
            if (!(error instanceof IllegalMove) && !(error instanceof PaidTooLittle)) throw error;
          }
          expect(next.state === it.state || mayMove(channel, it.state, next.state)).toBe(true);
          expect(next.revision - it.revision).toBe(next === it ? 0 : 1);
          if (['paid', 'completed', 'awaiting_group'].includes(next.state)) {
            expect(next.paidFen).toBeGreaterThanOrEqual(next.totalFen);
          }
          expect((next.state === 'cancelled') === (next.cancelReason !== null)).toBe(true);
          expect((next.state === 'completed') === (next.completedAt !== null)).toBe(true);
          it = next;
        }
      }),
    );
  });
});
