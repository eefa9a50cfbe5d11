import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { offerContent } from '#modules/intelligence';
import { OfferVisited } from '../events.ts';
import { offerState } from '../offers/offer-state.ts';
import { findShareLink } from './find-share-link.ts';
import { insertVisitor, putLink } from './share-link-store.ts';
import { originOf } from './share-link.ts';
import { isUnseen, visitorHash, type VisitHeaders } from './visitor.ts';

/**
 * A browser opened an offer. Counted once for a browser and link, while the offer is open: an offer that is over is no
 * trial. Programs that fetch pages are not counted. Throws NotFound.
 */
export async function recordVisit(
  ctx: Context,
  input: { readonly shareToken: string; readonly visitorId: string; readonly headers: VisitHeaders },
): Promise<{ counted: boolean }> {
  const link = await findShareLink(ctx.db, input.shareToken);
  const play = link && (await offerContent(ctx.db, [link.playId])).get(link.playId);
  if (link === undefined || play === undefined) throw new NotFound('offer');
  if (isUnseen(input.headers) || offerState(play, ctx.clock.now()) !== 'open') return { counted: false };
  return ctx.transaction(async (tx) => {
    await putLink(tx.db, link, tx.now);
    const counted = await insertVisitor(tx.db, link, visitorHash(link.shareToken, input.visitorId), tx.now);
    if (counted) await tx.announce([OfferVisited(link.shareToken, originOf(link, link.touchpointId))]);
    return { counted };
  });
}
