import type { Context } from '#platform/context';
import { renderPoster, type PosterInput } from '#platform/posters';
import { packagesByIds } from '#modules/commerce';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { MEASURE_STEPS } from '../bookings/booking.ts';
import { codeUrl, type BookingCode } from './booking-code.ts';

const BRAND = '双轮';

/**
 * A sheet to print and hang up: where, what, and the code. The caller has checked that the reader may have it. Throws
 * the poster's refusals.
 */
export async function drawCodePoster(ctx: Context, code: BookingCode): Promise<Buffer> {
  return renderPoster(ctx.services.threads, await posterOf(ctx, code));
}

async function posterOf(ctx: Context, code: BookingCode): Promise<PosterInput> {
  const { communityId, touchpointId, packageId } = code;
  const place = communityId && (await communitiesByIds(ctx.db, [communityId])).get(communityId);
  const offered = packageId && (await packagesByIds(ctx.db, [packageId])).get(packageId);
  const person = touchpointId && (await touchpointNames(ctx.db, ctx.services.vault, [touchpointId]))(touchpointId);
  return {
    scene: 'renewal',
    brand: BRAND,
    communityName: place ? place.name : '我们小区',
    headline: offered ? offered.name : '老房焕新，先免费上门量房',
    points: offered && offered.points.length > 0 ? offered.points.slice(0, 3) : MEASURE_STEPS.slice(0, 3),
    ...(offered && {
      price: {
        label: offered.subtitle === '' ? offered.name : offered.subtitle,
        now: offered.priceFen,
        before: offered.originalPriceFen ?? undefined,
        unit: offered.unit === '' ? undefined : offered.unit,
      },
    }),
    link: codeUrl(ctx.services.settings.publicUrl, code.code),
    callToAction: '扫码选时间，免费上门量房',
    ...(person && person.name !== '' && { touchpoint: { maskedName: person.name, role: person.roleName } }),
    smallPrint: `编号 ${code.code}`,
  };
}
