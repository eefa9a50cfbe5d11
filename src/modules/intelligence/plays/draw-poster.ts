import { createHash } from 'node:crypto';
import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { covers, EVERYTHING } from '#platform/permission';
import { renderPoster, type PosterInput } from '#platform/posters';
import { communitiesByIds } from '#modules/territory';
import { taskByShareToken, touchpointNames, type Task } from '#modules/touchpoints';
import type { Play, PlayId } from './play.ts';
import { playsByIds } from './play-store.ts';
import { findPoster, keepPoster } from './poster-store.ts';

const BRAND = '双轮';
const CALL: Readonly<Record<Play['offer']['scene'], string>> = {
  renewal: '扫码预约上门',
  fresh: '扫码参团',
  event: '扫码报名',
};
/** The poster has room for these. */
const MOST_POINTS = 3;

/**
 * Door: the poster of a play as PNG. With a task's token its code leads to that task's link and the touchpoint stands
 * on it, masked; without one it is a preview for those who decide. Drawn once for the same contents.
 * @throws NotFound; NotPermitted for a user who may neither read plays here nor holds the task; the poster's refusals
 */
export async function drawPoster(
  ctx: Context,
  input: { readonly playId: PlayId; readonly token: string | undefined },
): Promise<Buffer> {
  const { play, task } = await readable(ctx, input);
  const poster = await posterOf(ctx, play, task);
  const hash = createHash('sha256').update(JSON.stringify(poster)).digest('hex');
  const reader = { db: ctx.db, scope: EVERYTHING };
  const known = await findPoster(ctx.db, hash);
  if (known !== undefined) return (await ctx.services.files.open(reader, known)).bytes;
  const bytes = await renderPoster(ctx.services.threads, poster);
  const prepared = await ctx.services.files.prepare({ bytes, purpose: 'poster' });
  const drawn = await ctx.transaction(async (tx) => {
    const file = await ctx.services.files.put(tx, prepared, { cityId: play.cityId, communityId: play.communityId });
    await keepPoster(tx.db, hash, file.fileId, tx.now);
    return file.fileId;
  });
  // The store cleans pictures: everybody gets the same bytes, whoever came first.
  return (await ctx.services.files.open(reader, drawn)).bytes;
}

/** The play and task, for whoever may see them: readers of plays in their area, and the touchpoint that has the task. */
async function readable(
  { db, scope, permissions, actor }: Context,
  { playId, token }: { readonly playId: PlayId; readonly token: string | undefined },
): Promise<{ play: Play; task: Task | undefined }> {
  const play = (await playsByIds(db, [playId])).get(playId);
  const task = token === undefined ? undefined : await taskByShareToken(db, token);
  const holds =
    actor.kind === 'user' &&
    actor.touchpointId !== undefined &&
    task?.playId === playId &&
    task.touchpointId === actor.touchpointId;
  const reads = permissions.has('play.read');
  if (!reads && !holds) throw new NotPermitted('play.read');
  if (play === undefined || (token !== undefined && task?.playId !== playId)) throw new NotFound('play');
  if (!holds && !covers(scope, { cityId: play.cityId, communityId: play.communityId })) throw new NotFound('play');
  return { play, task };
}

async function posterOf(ctx: Context, play: Play, task: Task | undefined): Promise<PosterInput> {
  const { offer } = play;
  const community = (await communitiesByIds(ctx.db, [play.communityId])).get(play.communityId);
  const { publicUrl } = ctx.services.settings;
  return {
    scene: offer.scene,
    brand: BRAND,
    communityName: community?.name ?? '',
    headline: play.headline,
    points: offer.points.slice(0, MOST_POINTS),
    price: {
      label: offer.packageName,
      now: offer.priceFen,
      before: offer.originalPriceFen ?? undefined,
      unit: offer.unit === '' ? undefined : offer.unit,
    },
    deadline: play.dueAt,
    link: task === undefined ? publicUrl : `${publicUrl}/o/${task.shareToken}`,
    callToAction: CALL[offer.scene],
    ...(task === undefined ? { smallPrint: '预览：触点接单后换成本人的二维码' } : await touchpointOf(ctx, task)),
  };
}

async function touchpointOf(ctx: Context, { touchpointId }: Task): Promise<Pick<PosterInput, 'touchpoint'>> {
  if (touchpointId === null) return {};
  const { name, roleName } = (await touchpointNames(ctx.db, ctx.services.vault, [touchpointId]))(touchpointId);
  return name === '' ? {} : { touchpoint: { maskedName: name, role: roleName } };
}
