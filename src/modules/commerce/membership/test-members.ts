import type { CityId, CommunityId, CustomerKey, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { pointBalances, unbalancedEntries } from '#platform/ledger';
import { readAfter, type Subscription } from '#platform/outbox';
import { NOTHING, type Scope } from '#platform/permission';
import { auditPoints } from './audit-points.ts';
import { ADJUSTED, EXPIRED, ISSUED, memberAccount, REDEEMED } from './books.ts';
import { memberKeysAfter } from './audit-store.ts';
import { movesOfMember } from './member-list-store.ts';
import { memberOf } from './member-store.ts';
import { countOrdersOfMembers } from './on-orders.ts';
import { redeemReward } from './redeem-reward.ts';
import type { StockedReward } from './reward.ts';
import { completeTestOrder, type TestOrder, type TestOrderAsked } from './test-membership.ts';
import type { Voucher } from './voucher.ts';

/** What is needed of a test's world. */
interface World {
  ctx(asked?: { readonly scope?: Scope }): Context;
  drain(subscriptions: readonly Subscription[]): Promise<unknown>;
}

interface Place {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

export interface Buyer {
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
}

/** For tests: people who buy in a community, and what became of their points. */
export function useMembers(world: World, here: () => Place) {
  let people = 0;
  const ctx = (): Context => world.ctx();
  const someone = (): Buyer => ({
    customerKey: (people += 1).toString(16).padStart(64, '0') as CustomerKey,
    personId: ctx().newId<'Person'>(),
  });
  const buy = (buyer: Buyer, netFen: number, more: Partial<TestOrderAsked> = {}): Promise<TestOrder> => {
    const { cityId, communityId } = here();
    return completeTestOrder(ctx(), { cityId, communityId, ...buyer, netFen, ...more });
  };
  const drain = () => world.drain([countOrdersOfMembers]);
  const as = ({ customerKey, personId }: Buyer): Context =>
    world.ctx({ scope: { ...NOTHING, customer: customerKey, person: personId } });
  return {
    someone,
    buy,
    drain,
    as,
    /** Somebody with so many points. */
    withPoints: async (points: number): Promise<Buyer> => {
      const buyer = someone();
      await buy(buyer, points * 100);
      await drain();
      return buyer;
    },
    redeem: (buyer: Buyer, { rewardId, points }: StockedReward): Promise<Voucher> =>
      redeemReward(as(buyer), { rewardId, points, communityId: here().communityId, pickupPointId: null }),
    balanceOf: async ({ customerKey }: Buyer): Promise<number | undefined> =>
      (await memberOf(ctx().db, customerKey))?.balance,
    /** Lines of a statement, the newest first: kind, points, balance. */
    statementOf: async ({ customerKey }: Buyer): Promise<[string, number, number][]> =>
      (await movesOfMember(ctx().db, customerKey, { before: undefined, limit: 200 })).map((move) => [
        move.kind,
        move.points,
        move.balance,
      ]),
    /** What was announced of somebody, in order. */
    newsOf: async <Payload>({ type }: { readonly type: string }, { customerKey }: Buyer): Promise<Payload[]> => {
      await drain();
      const found: Payload[] = [];
      for (let cursor = 0; ;) {
        const rows = await readAfter(ctx().db, cursor, [type], 100);
        const own = rows.filter(({ payload }) => (payload as { customerKey?: string }).customerKey === customerKey);
        found.push(...own.map(({ payload }) => payload as Payload));
        const last = rows.at(-1);
        if (last === undefined) return found;
        cursor = last.seq;
      }
    },
    /** What must never be: members whose points disagree, entries that do not add up, and the sum of all accounts. */
    faults: async () => {
      const { db } = ctx();
      const keys = await memberKeysAfter(db, '', 1_000);
      const owed = await pointBalances(db, keys.map(memberAccount));
      const sides = await pointBalances(db, [ISSUED, REDEEMED, EXPIRED, ADJUSTED]);
      const sum = [...owed.values(), ...sides.values()].reduce((total, amount) => total + amount, 0);
      return { members: await auditPoints(ctx()), entries: await unbalancedEntries(db), sum };
    },
  };
}

/** What `faults` always answers. */
export const NO_FAULTS = { members: [], entries: [], sum: 0 };

/** How many tries came to what: `ok`, or the code of a refusal. */
export async function outcomes(tries: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of await Promise.allSettled(tries)) {
    const said = each.status === 'fulfilled' ? 'ok' : String((each.reason as { code?: string }).code ?? each.reason);
    counts[said] = (counts[said] ?? 0) + 1;
  }
  return counts;
}
