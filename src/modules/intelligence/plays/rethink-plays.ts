import type { CityId, CommunityId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { readAudiences } from '#modules/cdp';
import { activePackages, type Package, type Scene } from '#modules/commerce';
import { PlayWithdrawn } from '../events.ts';
import { REMEMBERED_DAYS, type Grievance } from '../listening/grievance.ts';
import { picturesOf } from './community-pictures.ts';
import { decisionBy } from './decision.ts';
import type { CommunityPicture } from './picture.ts';
import { stateAfter, type AudienceId, type Play } from './play.ts';
import { decidePlays, heldBack, keepDecisions, lockProposed, proposedIn } from './play-store.ts';
import { proposeBatch } from './propose-batch.ts';

interface Known {
  readonly picture: CommunityPicture;
  readonly packages: readonly Package[];
  readonly audiences: ReadonlyMap<AudienceId, { readonly id: AudienceId; readonly name: string }>;
}

interface Place {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

/**
 * Thinks again about what is proposed to a community when it begins to complain of us, or has stopped: proposals of the
 * trade that is complained of are taken back, and others take their place; what was taken back is proposed again once
 * that is settled, in words that own up to it. What a person approved stays theirs. Announces PlayWithdrawn, PlayProposed.
 */
export async function rethinkPlays(ctx: Context, place: Place): Promise<void> {
  const picture = (await picturesOf(ctx, [place.communityId])).get(place.communityId);
  if (picture === undefined) return;
  const known: Known = { picture, packages: await activePackages(ctx.db), audiences: await audiencesOf(ctx, place) };
  const open = picture.grievances.filter(({ state }) => state === 'open');
  const held = new Set(open.flatMap(({ scenes }) => scenes));
  await ctx.transaction(async (tx) => {
    const taken = held.size === 0 ? [] : await holdBack(tx, place, open, held);
    const earlier = (await heldBack(tx.db, place, addDays(tx.now, -REMEMBERED_DAYS))).filter(
      ({ offer }) => !held.has(offer.scene),
    );
    await proposeInstead(tx, known, taken, undefined);
    for (const play of earlier) await proposeInstead(tx, known, [play], play.packageId);
  });
}

async function holdBack(
  tx: Tx,
  place: Place,
  open: readonly Grievance[],
  held: ReadonlySet<Scene>,
): Promise<readonly Play[]> {
  const proposed = (await lockProposed(tx.db, place)).filter(({ offer }) => held.has(offer.scene));
  if (proposed.length === 0) return [];
  const reason = `${open.map(({ name, people }) => `${people} 人在抱怨「${name}」`).join('，')}，处理完之前先不推`;
  const state = stateAfter('proposed', 'hold');
  const decision = { state, decidedBy: null, approvedBy: null, reason } as const;
  const taken = await decidePlays(tx.db, proposed, 'proposed', decision, tx.now);
  await keepDecisions(
    tx.db,
    taken.map((play) => ({ ...decisionBy(tx, play, 'withdrawn', reason), madeBy: 'system' as const })),
    tx.now,
  );
  await tx.announce(
    taken.map(({ id, cityId, communityId, packageId }) =>
      PlayWithdrawn(id, { playId: id, cityId, communityId, packageId, reason }),
    ),
  );
  return taken;
}

/** One play for each audience for which something was taken back; `only` that package, if it may be proposed. */
async function proposeInstead(
  tx: Tx,
  { picture, packages, audiences }: Known,
  plays: readonly Play[],
  only: Package['id'] | undefined,
): Promise<void> {
  for (const audienceId of new Set(plays.map((play) => play.audienceId))) {
    await proposeBatch(tx, {
      pictures: [picture],
      audience: audienceId === null ? null : (audiences.get(audienceId) ?? null),
      packages: only === undefined ? packages : packages.filter(({ id }) => id === only),
      seed: tx.newId<'PlayRun'>(),
    });
  }
}

/** The audiences of what is proposed to a community, or was taken back. */
async function audiencesOf(ctx: Context, place: Place): Promise<Known['audiences']> {
  const earlier = await heldBack(ctx.db, place, addDays(ctx.clock.now(), -REMEMBERED_DAYS));
  const plays = [...(await proposedIn(ctx.db, place)), ...earlier];
  const ids = [...new Set(plays.flatMap(({ audienceId }) => audienceId ?? []))];
  const audiences = await readAudiences(ctx, ids);
  return new Map([...audiences].map(([id, { name }]) => [id, { id, name }]));
}
