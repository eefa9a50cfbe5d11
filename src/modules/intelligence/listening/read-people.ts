import { NotFound } from '#kernel/errors';
import type { CityId, PersonId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { peopleBehind, type ListedVoice, type PersonBehind } from '#modules/cdp';
import { ordersOfCustomers } from '#modules/commerce';
import type { AlertId } from './alert.ts';
import { alertInScope } from './alert-store.ts';
import { voicesOf } from './read-alerts.ts';
import type { AlertPeople } from './listening-contract.ts';

const ORDER_DAYS = 30;
const MOST_PEOPLE = 50;
const MOST_ORDERS = 5;
/** Of somebody whom the log knows under many ids the oldest say who it is. */
const MOST_SELVES = 10;

/**
 * Door: who stands behind an alert, as far as anybody knows: name and phone masked, and what they bought within the
 * reader's scope, who said most first. @throws NotFound
 */
export async function readPeople(
  ctx: Context,
  asked: { readonly cityId: CityId; readonly alertId: AlertId },
): Promise<AlertPeople> {
  const alert = await alertInScope(ctx.db, ctx.scope, asked);
  if (alert === undefined) throw new NotFound('alert');
  const voices = await voicesOf(ctx, alert);
  const behind = await peopleBehind(ctx.db, [...new Set(voices.map(({ subjectId }) => subjectId))]);
  const people = [...Map.groupBy(voices, ({ subjectId }) => behind.get(subjectId)?.profileId ?? subjectId)];
  const shown = people
    .map(([key, own]) => ({ key, own, behind: behind.get(own[0]!.subjectId) }))
    .toSorted((a, b) => b.own.length - a.own.length || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_PEOPLE);
  return { items: await describe(ctx, shown), people: people.length };
}

interface Shown {
  readonly own: readonly ListedVoice[];
  readonly behind: PersonBehind | undefined;
}

async function describe(ctx: Context, shown: readonly Shown[]): Promise<AlertPeople['items']> {
  const personIds = shown.flatMap(({ behind }) => behind?.personIds.slice(0, MOST_SELVES) ?? []);
  const masked = await ctx.services.vault.masked(ctx.db, personIds, ['name', 'phone']);
  const orders: Awaited<ReturnType<typeof ordersOfCustomers>> = ctx.permissions.has('order.read')
    ? await ordersOfCustomers(ctx, {
        customerKeys: shown.flatMap(({ behind }) => behind?.customerKeys ?? []),
        since: addDays(ctx.clock.now(), -ORDER_DAYS),
      })
    : new Map();
  return shown.map(({ own, behind }) => {
    const known = (kind: 'name' | 'phone'): string =>
      (behind?.personIds ?? []).flatMap((id: PersonId) => masked.get(id)?.[kind] ?? [])[0] ?? '';
    const bought = (behind?.customerKeys ?? []).flatMap((key) => orders.get(key) ?? []);
    const times = own.map(({ occurredAt }) => occurredAt.getTime());
    return {
      profileId: behind?.profileId ?? null,
      name: known('name'),
      phone: known('phone'),
      messages: own.length,
      lastAt: new Date(Math.max(...times)).toISOString(),
      orders: bought
        .slice(0, MOST_ORDERS)
        .map(({ orderId, orderNumber, title, stateName, state, channel, ...order }) => ({
          orderId,
          orderNumber,
          title,
          state,
          stateName,
          channel,
          totalFen: order.totalFen,
          refundedFen: order.refundedFen,
          placedAt: order.placedAt,
        })),
    };
  });
}
