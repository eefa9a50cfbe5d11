import { NotFound } from '#kernel/errors';
import type { CityId, RegionId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { placesOf, signingArea } from '../prices/signing-area.ts';
import { categoriesOf } from '../catalogue/category-store.ts';
import type { CategoryId, CutOff, CutOffRule, CutOffRuleId } from './cut-off.ts';
import { cutOffRules, deleteCutOffRule, insertCutOffRule, updateCutOffRule } from './cut-off-store.ts';
import { GroupBuyChangedMeanwhile } from './group-buy.ts';

export interface SaveCutOffRuleInput extends CutOff {
  readonly areaKind: 'all' | 'region' | 'city';
  /** Null exactly for `all`. */
  readonly areaId: string | null;
  readonly categoryId: CategoryId | null;
  /** Which one is changed, and from which revision; absent for a new one. */
  readonly change?: { readonly cutOffRuleId: CutOffRuleId; readonly revision: number };
}

/**
 * Says when group buys of an area and a category close and how many days later they can be picked up; for those that are
 * opened from now on. @throws NotFound, PriceAreaUnknown, CutOffRuleTaken, GroupBuyChangedMeanwhile
 */
export async function saveCutOffRule(ctx: Context, input: SaveCutOffRuleInput): Promise<CutOffRule> {
  const { areaKind, areaId, categoryId, minute, pickupDays, change } = input;
  return ctx.transaction(async (tx) => {
    if (change !== undefined) await mayChange(ctx, change.cutOffRuleId);
    const { areaName } = await signingArea(ctx, tx.db, { areaKind, areaId });
    if (categoryId !== null && !(await categoriesOf(tx.db)).some((each) => each.categoryId === categoryId)) {
      throw new NotFound('category');
    }
    const rule: CutOffRule = {
      cutOffRuleId: change?.cutOffRuleId ?? tx.newId<'CutOffRule'>(),
      area: areaOf(areaKind, areaId),
      areaName,
      categoryId,
      minute,
      pickupDays,
      revision: (change?.revision ?? 0) + 1,
    };
    if (change === undefined) await insertCutOffRule(tx.db, rule, tx.now);
    else if (!(await updateCutOffRule(tx.db, rule, tx.now))) throw new GroupBuyChangedMeanwhile();
    await tx.audit({
      action: 'save-cut-off-rule',
      subject: { kind: 'cut_off_rule', id: rule.cutOffRuleId },
      details: { areaKind, areaId, categoryId, minute, pickupDays },
    });
    return rule;
  });
}

/** What it held for falls back to the next rule. @throws NotFound, PriceAreaUnknown */
export async function removeCutOffRule(ctx: Context, cutOffRuleId: CutOffRuleId): Promise<{ removed: true }> {
  return ctx.transaction(async (tx) => {
    await mayChange(ctx, cutOffRuleId);
    await deleteCutOffRule(tx.db, cutOffRuleId);
    await tx.audit({ action: 'remove-cut-off-rule', subject: { kind: 'cut_off_rule', id: cutOffRuleId } });
    return { removed: true };
  });
}

/** The rules of the cities of the reader, of their regions, and of everywhere. */
export async function visibleRules(ctx: Context): Promise<CutOffRule[]> {
  const rules = await cutOffRules(ctx.db);
  if (ctx.scope.everything) return rules;
  const { regionIds } = await placesOf(ctx);
  return rules.filter(({ area }) => {
    if (area.kind === 'all') return true;
    return area.kind === 'city' ? ctx.scope.cities.includes(area.cityId) : regionIds.includes(area.regionId);
  });
}

/** @throws NotFound, and PriceAreaUnknown for what is seen, and said for more than the actor's area */
async function mayChange(ctx: Context, cutOffRuleId: CutOffRuleId): Promise<void> {
  const rule = (await visibleRules(ctx)).find((each) => each.cutOffRuleId === cutOffRuleId);
  if (rule === undefined) throw new NotFound('cut-off-rule');
  const { area } = rule;
  const areaId = area.kind === 'all' ? null : area.kind === 'city' ? area.cityId : area.regionId;
  await signingArea(ctx, ctx.db, { areaKind: area.kind, areaId });
}

function areaOf(kind: 'all' | 'region' | 'city', id: string | null): CutOffRule['area'] {
  if (kind === 'region') return { kind, regionId: id as RegionId };
  if (kind === 'city') return { kind, cityId: id as CityId };
  return { kind };
}
