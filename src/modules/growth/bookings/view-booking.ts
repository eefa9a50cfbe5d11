import type { CommunityId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import {
  activePackages,
  effectiveCatalogue,
  effectivePrices,
  packagesByIds,
  type Package,
  type PackageId,
} from '#modules/commerce';
import { communitiesByIds, storesServing, type Community } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { BOOK_VISIT } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { NEEDS, needsFor } from '../leads/need.ts';
import {
  communityOf,
  HOME_SCENE,
  isBookable,
  MEASURE,
  MEASURE_NAME,
  MEASURE_STEPS,
  type BookingSource,
} from './booking.ts';
import type { BookingView } from './booking-contract.ts';
import { findSource } from './find-source.ts';

const MOST_PACKAGES = 12;

/**
 * What the booking page of a token shows: for `GET /api/growth/bookings/:token` and for the server's rendering.
 * Undefined for a token that nobody gave out. Holding the token is the right to see it; no personal data beyond a
 * surname. Prices are those of the community: the only one, or the one of several that was picked. They never depend on
 * who looks. @throws CommunityNotOffered for a pick that this page is not for
 */
export async function bookingPage(ctx: Context, token: string, picked?: CommunityId): Promise<BookingView | undefined> {
  const now = ctx.clock.now();
  const source = await findSource(ctx.db, token, now);
  if (source === undefined) return undefined;
  const places = await communitiesByIds(ctx.db, source.communityIds);
  const consent = await currentText(ctx.db, BOOK_VISIT, now);
  const settled = picked === undefined && source.communityIds.length !== 1 ? undefined : communityOf(source, picked);
  const place = settled === undefined ? undefined : places.get(settled);
  const prices = place === undefined ? undefined : await pricesAt(ctx, source, place, now);
  return {
    token: source.token,
    via: source.link === undefined ? 'code' : 'offer',
    state: source.state,
    communities: source.communityIds.flatMap((communityId) => {
      const place = places.get(communityId);
      return place === undefined ? [] : [{ communityId, name: place.name, city: place.cityName }];
    }),
    packages: (await packagesOf(ctx, source)).map(({ id, name, subtitle, unit }) => ({
      packageId: id,
      name,
      subtitle,
      priceFen: prices?.get(id) ?? null,
      unit,
    })),
    service: { code: MEASURE, name: MEASURE_NAME, steps: [...MEASURE_STEPS] },
    touchpoint: await whose(ctx, source),
    needs: needsFor(HOME_SCENE).map((need) => NEEDS[need]),
    consentText: consent.text,
    consentVersion: consent.version,
  };
}

async function packagesOf(ctx: Context, { packageId }: BookingSource): Promise<Package[]> {
  if (packageId !== null) {
    const only = (await packagesByIds(ctx.db, [packageId])).get(packageId);
    return only === undefined ? [] : [only];
  }
  return (await activePackages(ctx.db)).filter(({ scene }) => isBookable(scene)).slice(0, MOST_PACKAGES);
}

/** What the packages of the page cost in a community; where several stores serve it, by the nearest one's list. */
async function pricesAt(
  ctx: Context,
  { packageId }: BookingSource,
  { cityId, id: communityId }: Community,
  at: Date,
): Promise<Map<PackageId, Fen>> {
  const serving = (await storesServing(ctx.db, [communityId])).get(communityId) ?? [];
  const place = { cityId, communityId, storeId: serving[0]?.id ?? null };
  const priced =
    packageId === null
      ? await effectiveCatalogue(ctx.db, { scene: HOME_SCENE, place, at })
      : [await effectivePrices(ctx.db, { packageId, place, at })];
  return new Map(priced.map((each) => [each.packageId, each.priceFen]));
}

async function whose(ctx: Context, { touchpointId }: BookingSource): Promise<BookingView['touchpoint']> {
  if (touchpointId === null) return null;
  const { name, roleName } = (await touchpointNames(ctx.db, ctx.services.vault, [touchpointId]))(touchpointId);
  return name === '' ? null : { maskedName: name, roleName };
}
