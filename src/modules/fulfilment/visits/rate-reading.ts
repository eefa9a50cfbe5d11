import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { ratingOf } from './rate-store.ts';
import type { Visit } from './visit.ts';

/** What a customer said of a visit; the comment in clear, which the audit keeps. Throws NotFound. */
export async function openRating(ctx: Context, visit: Visit) {
  const rating = await ratingOf(ctx.db, visit);
  if (rating === undefined) throw new NotFound('rating');
  const { commentSealed } = rating;
  const comment =
    commentSealed === null
      ? null
      : await ctx.transaction((tx) => ctx.services.vault.open(tx, visit.personId, commentSealed, 'after_sales'));
  return {
    visitId: rating.visitId,
    stars: rating.stars,
    ratedAt: rating.ratedAt.toISOString(),
    comment: typeof comment === 'string' ? comment : null,
  };
}
