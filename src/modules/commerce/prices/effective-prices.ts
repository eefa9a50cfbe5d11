import type { Database, DatabaseTransaction } from '#platform/context';
import { UnknownPackage, type PackageId, type Scene } from '../packages/package.ts';
import { pricedThings, type PricedThing } from './effective-price-store.ts';
import type { OptionKind, OptionUnit } from './option.ts';
import type { SellingPlace } from './area-entry.ts';
import { resolvePrice, type ResolvedPrice } from './price.ts';

type Db = Database | DatabaseTransaction;

export interface EffectiveOption extends ResolvedPrice {
  readonly code: string;
  readonly name: string;
  readonly unit: OptionUnit;
  readonly kind: OptionKind;
}

/** What a package and the options offered with it cost at a place and a moment, each with why. */
export interface EffectivePrices extends ResolvedPrice {
  readonly packageId: PackageId;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly scene: Scene;
  /** Whether the package is offered at all. */
  readonly active: boolean;
  readonly options: readonly EffectiveOption[];
}

/** Prices of one package, offered or not. One statement. @throws UnknownPackage */
export async function effectivePrices(
  db: Db,
  asked: { readonly packageId: PackageId; readonly place: SellingPlace; readonly at: Date },
): Promise<EffectivePrices> {
  const things = await pricedThings(db, { packageIds: [asked.packageId] }, asked.place, asked.at);
  const [found] = byPackage(things, asked);
  if (found === undefined) throw new UnknownPackage();
  return found;
}

/** Prices of everything of a scene that is offered, by the packages' codes. One statement. */
export async function effectiveCatalogue(
  db: Db,
  asked: { readonly scene: Scene; readonly place: SellingPlace; readonly at: Date },
): Promise<EffectivePrices[]> {
  return byPackage(await pricedThings(db, { offeredIn: asked.scene }, asked.place, asked.at), asked);
}

function byPackage(things: readonly PricedThing[], { at }: { readonly at: Date }): EffectivePrices[] {
  return [...Map.groupBy(things, (thing) => thing.packageId)].flatMap(([packageId, own]) => {
    const main = own.find((thing) => thing.optionCode === null);
    if (main === undefined) return [];
    const { packageCode: code, name, unit, scene, active } = main;
    return {
      ...resolvePrice({ priceFen: main.priceFen, why: '套餐标价' }, main.entries, main.place, at),
      packageId,
      code,
      name,
      unit,
      scene,
      active,
      options: own.flatMap((thing) => (thing.optionCode === null ? [] : optionOf(thing, thing.optionCode, at))),
    };
  });
}

const optionOf = (thing: PricedThing, code: string, at: Date): EffectiveOption => ({
  ...resolvePrice({ priceFen: thing.priceFen, why: '选项标价' }, thing.entries, thing.place, at),
  code,
  name: thing.name,
  // Options have a unit and a kind of the closed lists: the table checks it.
  unit: thing.unit as OptionUnit,
  kind: thing.kind as OptionKind,
});
