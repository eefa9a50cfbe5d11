import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { cities, communitiesByIds, storesByIds } from '#modules/territory';
import type { PackageId } from '../packages/package.ts';
import { insertAreaPrice, lockPackage, overlapping } from './area-price-store.ts';
import { optionByCode } from './option-store.ts';
import {
  PriceAreaUnknown,
  PriceOverlaps,
  spanOf,
  UnknownOption,
  type AreaPrice,
  type PriceArea,
  type PriceAreaKind,
} from './price.ts';

export interface AddAreaPriceInput {
  readonly packageId: PackageId;
  /** Null for the package itself. */
  readonly optionCode: string | null;
  readonly areaKind: PriceAreaKind;
  /** Null exactly for `all`. */
  readonly areaId: string | null;
  readonly priceFen: Fen;
  /** First business day, today or later. */
  readonly from: string;
  /** Last business day; null for no end. */
  readonly to: string | null;
}

/**
 * Signs a price for an area within the signer's own.
 * @throws NotFound, PriceAreaUnknown, UnknownOption, PriceFromPast, PriceEndsBeforeItBegins, and PriceOverlaps naming the
 * entry that holds for the same thing and area in that time
 */
export async function addAreaPrice(ctx: Context, input: AddAreaPriceInput): Promise<AreaPrice> {
  return ctx.transaction(async (tx) => {
    if (!(await lockPackage(tx.db, input.packageId))) throw new NotFound('package');
    const { packageId, optionCode, priceFen } = input;
    if (optionCode !== null && (await optionByCode(tx.db, packageId, optionCode)) === undefined) {
      throw new UnknownOption(optionCode);
    }
    const { area, areaName } = await areaOf(ctx, tx, input);
    const price: AreaPrice = {
      priceId: tx.newId<'AreaPrice'>(),
      packageId,
      optionCode,
      area,
      areaName,
      priceFen,
      ...spanOf(input.from, input.to, tx.now),
      signedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      signedAt: tx.now,
    };
    const other = await overlapping(tx.db, price);
    if (other !== undefined) throw new PriceOverlaps(other, tx.now);
    await insertAreaPrice(tx.db, price);
    await tx.audit({
      action: 'add-area-price',
      subject: { kind: 'area-price', id: price.priceId },
      details: { packageId, optionCode, area, priceFen, from: input.from, to: input.to },
    });
    return price;
  });
}

/** The area with its name, if the signer may set prices there. @throws PriceAreaUnknown */
async function areaOf(
  ctx: Context,
  tx: Tx,
  { areaKind, areaId }: AddAreaPriceInput,
): Promise<{ area: PriceArea; areaName: string }> {
  const found = await findArea(tx, areaKind, areaId);
  if (found === undefined) throw new PriceAreaUnknown();
  const { area } = found;
  const mine = area.kind === 'all' ? ctx.scope.everything : covers(ctx.scope, area);
  if (!mine) throw new PriceAreaUnknown();
  return found;
}

async function findArea(
  tx: Tx,
  kind: PriceAreaKind,
  id: string | null,
): Promise<{ area: PriceArea; areaName: string } | undefined> {
  if ((kind === 'all') !== (id === null)) return undefined;
  switch (kind) {
    case 'all':
      return { area: { kind }, areaName: '全国' };
    case 'city': {
      const city = (await cities(tx.db)).find((each) => each.id === id);
      return city && { area: { kind, cityId: id as CityId }, areaName: city.name };
    }
    case 'store': {
      const storeId = id as StoreId;
      const store = (await storesByIds(tx.db, [storeId])).get(storeId);
      return store && { area: { kind, cityId: store.cityId, storeId }, areaName: store.name };
    }
    case 'community': {
      const communityId = id as CommunityId;
      const community = (await communitiesByIds(tx.db, [communityId])).get(communityId);
      return community && { area: { kind, cityId: community.cityId, communityId }, areaName: community.name };
    }
  }
}
