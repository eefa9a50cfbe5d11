import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { lastNotices, refusedSince } from './notice-store.ts';
import type { ProvidersAnswer } from './payment-contract.ts';
import { NOTICE_FAULTS } from './payment-port.ts';
import { allProviders } from './providers.ts';

const DAYS = 7;
/** A key that ends within a month is to be replaced now. */
const SOON_DAYS = 30;

/** What staff have to know of each provider: keys and their ends, the last notice, what was refused in a week. */
export async function describeProviders(ctx: Context): Promise<ProvidersAnswer> {
  const now = ctx.clock.now();
  const soon = addDays(now, SOON_DAYS);
  const providers = allProviders(ctx);
  const last = await lastNotices(
    ctx.db,
    providers.map((provider) => provider.code),
  );
  const refused = Map.groupBy(await refusedSince(ctx.db, businessDay(addDays(now, 1 - DAYS))), (it) => it.provider);
  const items = await Promise.all(
    providers.map(async (provider) => ({
      code: provider.code,
      name: provider.name,
      sandbox: provider.sandbox,
      hasBills: provider.bills !== undefined,
      keys: ((await provider.keys?.(ctx)) ?? []).map(({ serial, owner, endsAt }) => ({
        serial,
        owner,
        endsAt: endsAt?.toISOString() ?? null,
        endsSoon: endsAt !== null && endsAt <= soon,
      })),
      lastNoticeAt: last.get(provider.code)?.toISOString() ?? null,
      refused: (refused.get(provider.code) ?? []).map(({ why, times, lastAt }) => ({
        why,
        whyName: NOTICE_FAULTS[why],
        times,
        lastAt: lastAt.toISOString(),
      })),
    })),
  );
  return { items };
}
