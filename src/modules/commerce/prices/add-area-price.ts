import { NotFound } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { spanOf } from './area-entry.ts';
import { insertEntries, lockThings, overlappingEntries } from './area-entry-store.ts';
import { AREA_PRICES } from './area-price-store.ts';
import { optionByCode } from './option-store.ts';
import { PriceOverlaps, UnknownOption, type AreaPrice, type PriceSubject } from './price.ts';
import { signingArea, type AreaAsked } from './signing-area.ts';

export type AddAreaPriceInput = PriceSubject &
  AreaAsked & {
    readonly priceFen: Fen;
    /** First business day, today or later. */
    readonly from: string;
    /** Last business day; null for no end. */
    readonly to: string | null;
  };

/**
 * Signs a price for an area within the signer's own.
 * @throws NotFound, PriceAreaUnknown, UnknownOption, PriceFromPast, PriceEndsBeforeItBegins, and PriceOverlaps naming the
 * entry that holds for the same thing and area in that time
 */
export const addAreaPrice = (ctx: Context, input: AddAreaPriceInput): Promise<AreaPrice> =>
  ctx.transaction((tx) => putAreaPrice(ctx, tx, input));

/** Part of another transaction: the same. @throws as addAreaPrice */
export async function putAreaPrice(ctx: Context, tx: Tx, input: AddAreaPriceInput): Promise<AreaPrice> {
  const thing = await lockedThing(tx, input);
  const { priceFen } = input;
  const price: AreaPrice = {
    entryId: tx.newId<'AreaPrice'>(),
    thing,
    ...(await signingArea(ctx, tx.db, input)),
    priceFen,
    ...spanOf(input.from, input.to, tx.now),
    signedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
    signedAt: tx.now,
  };
  const [other] = await overlappingEntries(tx.db, AREA_PRICES, [price]);
  if (other !== undefined) throw new PriceOverlaps(other, tx.now);
  await insertEntries(tx.db, AREA_PRICES, [price]);
  await tx.audit({
    action: 'add-area-price',
    subject: { kind: 'area-price', id: price.entryId },
    details: { ...thing, area: price.area, priceFen, from: input.from, to: input.to },
  });
  return price;
}

/** @throws NotFound, UnknownOption */
async function lockedThing(tx: Tx, { packageId, optionCode, skuId }: PriceSubject): Promise<PriceSubject> {
  if (skuId !== undefined && skuId !== null) {
    if (!(await lockThings(tx.db, 'sku', [skuId])).has(skuId)) throw new NotFound('sku');
    return { skuId };
  }
  if (!(await lockThings(tx.db, 'package', [packageId])).has(packageId)) throw new NotFound('package');
  if (optionCode !== null && (await optionByCode(tx.db, packageId, optionCode)) === undefined) {
    throw new UnknownOption(optionCode);
  }
  return { packageId, optionCode };
}
