import type { Runtime } from '#platform/context';
import type { Subscription } from '#platform/outbox';
import type { OrderId } from '#modules/commerce';
import { cancelVisit } from '#modules/fulfilment';
import { communitiesByCodes } from '#modules/territory';
import { streamsOf, type World } from '../../world/index.ts';
import { book, codesOf, measure, measureOf } from './book-and-measure.ts';
import { Deal } from './deal.ts';
import { dealPlans } from './deal-plan.ts';
import { deliverInTime } from './moment.ts';
import { decide, pay, quote } from './quote-and-sign.ts';
import { answer, work } from './works.ts';

/**
 * Lives the renewals of the past weeks through the doors of the modules, each act at its moment: act by act over all
 * of them, with what follows from it delivered in between. Can be repeated.
 */
export async function loadDeals(runtime: Runtime, world: World, subscriptions: readonly Subscription[]): Promise<void> {
  const deliver = (): Promise<void> => deliverInTime(runtime, subscriptions);
  const deals = await openDeals(runtime, world);
  const codeOf = await codesOf(deals);
  await deliver();
  for (const deal of deals) await book(deal, codeOf);
  await deliver();
  const sold = await sellAll(deals);
  const working: [Deal, OrderId][] = [];
  // One after the other: whoever asks the provider asks for all whose money is on its way.
  for (const [deal, orderId] of sold) {
    if (deal.plan.end !== 'to_pay' && (await pay(deal, orderId, 'deposit'))) working.push([deal, orderId]);
  }
  await deliver();
  for (const [deal, orderId] of working) await work(deal, orderId);
  await deliver();
  for (const [deal] of working) if (deal.plan.end === 'finished') await answer(deal, world.options.until);
  await deliver();
}

/** A contract is set in a thread of its own while others wait for the database. */
const LANES = 3;

async function sellAll(deals: readonly Deal[]): Promise<[Deal, OrderId][]> {
  const orders = new Map<Deal, OrderId>();
  const left = deals.values();
  const lane = async (): Promise<void> => {
    for (const deal of left) {
      const orderId = await sell(deal);
      if (orderId !== undefined) orders.set(deal, orderId);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return deals.flatMap((deal): [Deal, OrderId][] => {
    const orderId = orders.get(deal);
    return orderId === undefined ? [] : [[deal, orderId]];
  });
}

async function openDeals(runtime: Runtime, world: World): Promise<Deal[]> {
  const plans = dealPlans(world);
  const places = await communitiesByCodes(runtime.db, [...new Set(plans.map(({ community }) => community.code))]);
  const streams = streamsOf(`${world.options.seed}/lived-deals`);
  return plans.flatMap((plan) => {
    const place = places.get(plan.community.code);
    if (place === undefined) return [];
    return [new Deal(runtime, { plan, place, random: streams(plan.code), now: world.options.until })];
  });
}

/** From the visit to the signature. The order that was placed; undefined where it did not come so far. */
async function sell(deal: Deal): Promise<OrderId | undefined> {
  const { end } = deal.plan;
  const visit = await measureOf(deal);
  if (visit === undefined || end === 'booked') return undefined;
  if (end === 'called_off') {
    const { visitId } = visit;
    await cancelVisit(await deal.customer('call-off'), { visitId, reason: 'plans_changed', by: 'customer' });
    return undefined;
  }
  const home = await measure(deal, visit);
  const quotationId = home && (await quote(deal, visit, home));
  if (quotationId === undefined || end === 'quoted') return undefined;
  return decide(deal, quotationId);
}
