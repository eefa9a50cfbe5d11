import type { SkuId, StockPlaceId } from '#kernel/ids';
import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { CategoryId } from '#modules/commerce';
import { coversPlace, stockPlacesByIds } from '#modules/inventory';
import { userOf } from '../actor.ts';
import { deleteSupplyRule, saveSupplyLimit, saveSupplyRule } from './supply-rule-store.ts';
import { SupplyHeadquartersOnly, SupplyRuleChangedMeanwhile, type SupplyTerms } from './supply-rule.ts';

/**
 * Says how an item or a category is supplied, everywhere; without terms the rule of what lies above counts again.
 * @throws SupplyHeadquartersOnly, SupplyRuleChangedMeanwhile
 */
export async function setSupplyRule(
  ctx: Context,
  asked: {
    readonly subjectId: CategoryId | SkuId;
    readonly subjectKind: 'category' | 'sku';
    readonly terms: SupplyTerms | null;
    readonly expectedRevision: number;
  },
): Promise<void> {
  if (!ctx.scope.everything) throw new SupplyHeadquartersOnly();
  const { terms, expectedRevision, ...subject } = asked;
  await ctx.transaction(async (tx) => {
    const by = { expectedRevision, userId: userOf(tx.actor), at: tx.now };
    const isDone =
      terms === null
        ? await deleteSupplyRule(tx.db, subject.subjectId, expectedRevision)
        : await saveSupplyRule(tx.db, subject, terms, by);
    if (!isDone) throw new SupplyRuleChangedMeanwhile();
    const details = { kind: subject.subjectKind, ...terms };
    await tx.audit({ action: 'set-supply-rule', subject: { kind: 'supply_rule', id: subject.subjectId }, details });
  });
}

/**
 * Says what all orders of a place may cost, and how many units it has room for, a day.
 * @throws NotFound for a place that is not the actor's; SupplyRuleChangedMeanwhile
 */
export async function setSupplyLimit(
  ctx: Context,
  asked: {
    readonly placeId: StockPlaceId;
    readonly budgetFen: number | null;
    readonly roomUnits: number | null;
    readonly expectedRevision: number;
  },
): Promise<void> {
  const { placeId, budgetFen, roomUnits, expectedRevision } = asked;
  await ctx.transaction(async (tx) => {
    const place = (await stockPlacesByIds(tx.db, [placeId])).get(placeId);
    if (place === undefined || !coversPlace(ctx.scope, place)) throw new NotFound('stock-place');
    const by = { expectedRevision, userId: userOf(tx.actor), at: tx.now };
    const isDone = await saveSupplyLimit(tx.db, { placeId, cityId: place.cityId, budgetFen, roomUnits }, by);
    if (!isDone) throw new SupplyRuleChangedMeanwhile();
    const details = { budgetFen, roomUnits };
    await tx.audit({ action: 'set-supply-limit', subject: { kind: 'stock_place', id: placeId }, details });
  });
}
