import type { Context } from '#platform/context';
import { activePackages, packagesByIds, type Package } from '#modules/commerce';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { BOOK_VISIT } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { NEEDS, needsFor } from '../leads/need.ts';
import { HOME_SCENE, isBookable, MEASURE, MEASURE_NAME, MEASURE_STEPS, type BookingSource } from './booking.ts';
import type { BookingView } from './booking-contract.ts';
import { findSource } from './find-source.ts';

const MOST_PACKAGES = 12;

/**
 * What the booking page of a token shows: for `GET /api/growth/bookings/:token` and for the server's rendering.
 * Undefined for a token that nobody gave out. Holding the token is the right to see it; no personal data beyond a
 * surname.
 */
export async function bookingPage(ctx: Context, token: string): Promise<BookingView | undefined> {
  const now = ctx.clock.now();
  const source = await findSource(ctx.db, token, now);
  if (source === undefined) return undefined;
  const places = await communitiesByIds(ctx.db, source.communityIds);
  const consent = await currentText(ctx.db, BOOK_VISIT, now);
  return {
    token: source.token,
    via: source.link === undefined ? 'code' : 'offer',
    state: source.state,
    communities: source.communityIds.flatMap((communityId) => {
      const place = places.get(communityId);
      return place === undefined ? [] : [{ communityId, name: place.name, city: place.cityName }];
    }),
    packages: (await packagesOf(ctx, source)).map(({ id, name, subtitle, priceFen, unit }) => ({
      packageId: id,
      name,
      subtitle,
      priceFen,
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

async function whose(ctx: Context, { touchpointId }: BookingSource): Promise<BookingView['touchpoint']> {
  if (touchpointId === null) return null;
  const { name, roleName } = (await touchpointNames(ctx.db, ctx.services.vault, [touchpointId]))(touchpointId);
  return name === '' ? null : { maskedName: name, roleName };
}
