import { addDays, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import { offerContent } from '#modules/intelligence';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { CONTACT_ABOUT_LEAD } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { isBookable } from '../bookings/booking.ts';
import type { OfferAnswer } from '../contract.ts';
import { recentLeads } from '../leads/lead-store.ts';
import { actionFor, NEEDS, needsFor } from '../leads/need.ts';
import { findShareLink } from '../links/find-share-link.ts';
import { countVisitors } from '../links/share-link-store.ts';
import type { ShareLink } from '../links/share-link.ts';
import { offerState } from './offer-state.ts';

/** Neighbours of this many days are spoken of. */
const NEIGHBOUR_DAYS = 7;
const NEIGHBOURS_SHOWN = 5;

/**
 * What the offer page of a link shows: for `GET /api/growth/offers/:token` and for the server's rendering. Undefined for
 * a token that nobody gave out. Holding the token is the right to see it; no personal data beyond a surname.
 */
export async function offerView(ctx: Context, shareToken: string): Promise<OfferAnswer | undefined> {
  const now = ctx.clock.now();
  const link = await findShareLink(ctx.db, shareToken);
  const play = link && (await offerContent(ctx.db, [link.playId])).get(link.playId);
  const place = link && (await communitiesByIds(ctx.db, [link.communityId])).get(link.communityId);
  if (link === undefined || play === undefined || place === undefined) return undefined;
  const names = await touchpointNames(ctx.db, ctx.services.vault, [link.touchpointId]);
  const touchpoint = names(link.touchpointId);
  const consent = await currentText(ctx.db, CONTACT_ABOUT_LEAD, now);
  const offered = play.package;
  return {
    token: shareToken,
    community: { name: place.name, city: place.cityName },
    package: {
      name: offered.name,
      subtitle: offered.subtitle,
      priceFen: offered.priceFen,
      originalPriceFen: offered.originalPriceFen,
      unit: offered.unit,
      points: [...offered.points],
    },
    play: {
      headline: play.headline,
      script: play.script,
      deadline: play.dueAt.toISOString(),
      action: actionFor(offered.scene),
    },
    touchpoint: touchpoint.name === '' ? null : { maskedName: touchpoint.name, roleName: touchpoint.roleName },
    neighbours: await neighboursOf(ctx, link, now),
    needs: needsFor(offered.scene).map((need) => NEEDS[need]),
    state: offerState(play, now),
    bookable: isBookable(play.package.scene),
    consentText: consent.text,
    consentVersion: consent.version,
  };
}

/** Counts and surnames of the last days, as they are: nothing is rounded up or made up. */
async function neighboursOf(ctx: Context, link: ShareLink, now: Date): Promise<OfferAnswer['neighbours']> {
  const since = addDays(now, -NEIGHBOUR_DAYS);
  const { count, recent } = await recentLeads(ctx.db, link.playId, since, NEIGHBOURS_SHOWN);
  const names = await ctx.services.vault.masked(
    ctx.db,
    recent.map((lead) => lead.personId),
    ['name'],
  );
  return {
    count,
    visitors: await countVisitors(ctx.db, link.shareToken, since),
    recent: recent.flatMap(({ personId, createdAt }) => {
      const mask = names.get(personId)?.name?.[0];
      const agoMinutes = Math.floor((now.getTime() - createdAt.getTime()) / MINUTE);
      return mask === undefined ? [] : [{ mask, agoMinutes }];
    }),
  };
}
