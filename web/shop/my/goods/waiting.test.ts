import { expect, test } from 'vitest';
import type { OwnClaim, OwnOrderListItem, OwnParcel, OwnTeams } from '#modules/commerce/contract';
import { isIdle, waitingOf } from './waiting.ts';

const now = Date.parse('2026-11-22T02:00:00Z');
const order = (orderId: string, over: object = {}): OwnOrderListItem =>
  ({
    orderId,
    channel: 'instant',
    state: 'placed',
    due: { stage: 'full', amountFen: 100 },
    payBy: '2026-11-22T02:10:00.000Z',
    ...over,
  }) as OwnOrderListItem;
const team = (teamId: string, over: object = {}) =>
  ({
    teamId,
    state: 'open',
    left: 1,
    mine: 'paid',
    expiresAt: '2026-11-22T05:00:00.000Z',
    ...over,
  }) as OwnTeams['items'][number];

test('an order waits to be paid while there is time, the most urgent first', () => {
  const { toPay } = waitingOf({
    orders: [
      order('late'),
      order('soon', { payBy: '2026-11-22T02:01:00.000Z' }),
      order('over', { payBy: '2026-11-22T01:59:00.000Z' }),
      order('paid', { state: 'paid', due: null }),
      order('service', { channel: 'service' }),
    ],
    teams: [],
    parcels: [],
    claims: [],
    now,
  });
  expect(toPay.map(({ orderId }) => orderId)).toEqual(['soon', 'late']);
});

test('a team waits for neighbours once my place is paid', () => {
  const teams = [
    team('mine'),
    team('unpaid', { mine: 'held' }),
    team('full', { left: 0 }),
    team('filled', { state: 'filled' }),
  ];
  const waiting = waitingOf({ orders: [], teams, parcels: [], claims: [], now });
  expect(waiting.teams.map(({ teamId }) => teamId)).toEqual(['mine']);
});

test('only what lies at a point is to be fetched, and only a claim that asks is to be answered', () => {
  const parcels = [
    { parcelId: 'here', mode: 'pickup', state: 'arrived', keepUntil: null },
    { parcelId: 'away', mode: 'pickup', state: 'on_the_way', keepUntil: null },
    { parcelId: 'home', mode: 'delivery', state: 'arrived', keepUntil: null },
  ] as unknown as OwnParcel[];
  const claims = [
    { claimId: 'asks', canAnswer: true, dueAt: null },
    { claimId: 'waits', canAnswer: false, dueAt: null },
  ] as unknown as OwnClaim[];
  const waiting = waitingOf({ orders: [], teams: [], parcels, claims, now });
  expect(waiting.toCollect.map(({ parcelId }) => parcelId)).toEqual(['here']);
  expect(waiting.claims.map(({ claimId }) => claimId)).toEqual(['asks']);
  expect(isIdle(waiting)).toBe(false);
  expect(isIdle(waitingOf({ orders: [], teams: [], parcels: [], claims: [], now }))).toBe(true);
});
