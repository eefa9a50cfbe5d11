import type { OwnClaim, OwnOrderListItem, OwnParcel, OwnTeams } from '#modules/commerce/contract';
import { isLying } from './code-words.ts';

type OwnTeam = OwnTeams['items'][number];

/** What waits for the customer, in the order in which time runs out. */
export interface Waiting {
  readonly toPay: readonly OwnOrderListItem[];
  readonly teams: readonly OwnTeam[];
  readonly toCollect: readonly OwnParcel[];
  readonly claims: readonly OwnClaim[];
}

export interface WaitingFrom {
  readonly orders: readonly OwnOrderListItem[];
  readonly teams: readonly OwnTeam[];
  readonly parcels: readonly OwnParcel[];
  readonly claims: readonly OwnClaim[];
  /** The server's, in milliseconds. */
  readonly now: number;
}

const byTime =
  <T>(timeOf: (item: T) => string | null) =>
  (a: T, b: T): number =>
    (timeOf(a) ?? '9999').localeCompare(timeOf(b) ?? '9999');

/** Of everything that is one's own, what somebody has to do now: pay, ask neighbours, fetch, answer. */
export function waitingOf({ orders, teams, parcels, claims, now }: WaitingFrom): Waiting {
  return {
    toPay: orders
      .filter(
        ({ channel, state, due, payBy }) =>
          channel !== 'service' && state === 'placed' && due !== null && stillBefore(payBy, now),
      )
      .toSorted(byTime((order) => order.payBy)),
    teams: teams
      .filter(
        ({ state, left, mine, expiresAt }) =>
          state === 'open' && left > 0 && mine === 'paid' && stillBefore(expiresAt, now),
      )
      .toSorted(byTime((team) => team.expiresAt)),
    toCollect: parcels.filter(isLying).toSorted(byTime((it) => it.keepUntil)),
    claims: claims.filter(({ canAnswer }) => canAnswer).toSorted(byTime((claim) => claim.dueAt)),
  };
}

const stillBefore = (until: string | null, now: number): boolean => until === null || now < Date.parse(until);

export const isIdle = ({ toPay, teams, toCollect, claims }: Waiting): boolean =>
  toPay.length + teams.length + toCollect.length + claims.length === 0;
