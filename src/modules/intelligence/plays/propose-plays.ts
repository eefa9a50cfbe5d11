import type { CommunityId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { audienceMembers, readAudiences } from '#modules/cdp';
import { userOf } from '../actor.ts';
import { PlayRunAdvanced } from '../events.ts';
import { activePackages, type Package, type PackageId, UnknownPackage } from '#modules/commerce';
import { picturesOf } from './community-pictures.ts';
import type { CommunityPicture } from './picture.ts';
import { AudienceUnknown, type AudienceId } from './play.ts';
import { advance, MOST_COMMUNITIES, nextCommunities, STEP, type PlayRun, type PlayRunId } from './play-run.ts';
import { proposeBatch, type ProposalInput } from './propose-batch.ts';
import { findRun, insertRun, lockRun, saveRun } from './run-store.ts';
import { settingsOf } from './setting-store.ts';

const PAGE = 200;
const UNSEEN = '没有这个小区，或不在您的负责范围内';

/**
 * Proposes a play for each of some communities: those of an audience within the actor's scope, or those named. Up to 50
 * are done at once; more (up to 500) go on in steps, and the answer says how far the run is.
 * @throws NotFound, AudienceUnknown, UnknownPackage
 */
export async function proposePlays(
  ctx: Context,
  input: {
    readonly audienceId?: AudienceId | undefined;
    readonly communityIds?: readonly CommunityId[] | undefined;
    readonly packageIds?: readonly PackageId[] | undefined;
  },
): Promise<PlayRun> {
  const audience = await audienceOf(ctx, input.audienceId ?? null);
  const packageIds =
    input.packageIds ??
    (audience === null ? [] : ((await settingsOf(ctx.db, [audience.id])).get(audience.id)?.packageIds ?? []));
  const packages = await packagesAmong(ctx, packageIds);
  if (packageIds.length > 0 && packages.length < new Set(packageIds).size) throw new UnknownPackage();
  const communityIds = [...new Set(input.communityIds ?? (await membersOf(ctx, input.audienceId)))].slice(
    0,
    MOST_COMMUNITIES,
  );
  const pictures = await picturesOf(ctx, communityIds);
  return ctx.transaction(async (tx) => {
    const visible = communityIds.filter((id) => pictures.has(id));
    const unseen = communityIds.filter((id) => !pictures.has(id)).map((communityId) => ({ communityId, why: UNSEEN }));
    const run: PlayRun = {
      id: tx.newId<'PlayRun'>(),
      audienceId: audience?.id ?? null,
      packageIds,
      communityIds: visible,
      done: 0,
      proposed: 0,
      skipped: unseen,
      requestedBy: userOf(tx.actor),
      createdAt: tx.now,
      finishedAt: visible.length === 0 ? tx.now : null,
    };
    await insertRun(tx.db, run);
    await tx.audit({
      action: 'propose-plays',
      subject: { kind: 'play_run', id: run.id },
      details: { audienceId: run.audienceId, communities: visible.length },
    });
    if (visible.length > STEP) {
      await tx.announce([PlayRunAdvanced(run.id, { runId: run.id, remaining: visible.length })]);
      return run;
    }
    const asked = visible.flatMap((id) => pictures.get(id) ?? []);
    return stepRun(tx, run, { pictures: asked, audience, packages, seed: run.id });
  });
}

/** Does the next step of a run and announces that there is more. Repeating it after the end does nothing. */
export async function continueRun(ctx: Context, input: { readonly runId: PlayRunId }): Promise<void> {
  const known = await findRun(ctx.db, input.runId);
  if (known === undefined) return;
  const audience = await audienceOf(ctx, known.audienceId);
  const packages = await packagesAmong(ctx, known.packageIds);
  const pictures = await picturesOf(ctx, nextCommunities(known));
  await ctx.transaction(async (tx) => {
    const run = await lockRun(tx.db, input.runId);
    // Somebody else did this step meanwhile; their announcement carries on.
    if (run === undefined || run.done !== known.done || run.finishedAt !== null) return null;
    const asked = nextCommunities(run).flatMap((id) => pictures.get(id) ?? []);
    const next = await stepRun(tx, run, { pictures: asked, audience, packages, seed: run.id });
    if (next.finishedAt === null) {
      const remaining = next.communityIds.length - next.done;
      await tx.announce([PlayRunAdvanced(run.id, { runId: run.id, remaining })]);
    }
    return null;
  });
}

async function stepRun(
  tx: Tx,
  run: PlayRun,
  input: ProposalInput & { readonly pictures: readonly CommunityPicture[] },
): Promise<PlayRun> {
  if (run.finishedAt !== null) return run;
  const { plays, skipped } = await proposeBatch(tx, input);
  const next = advance(run, { communities: nextCommunities(run).length, proposed: plays.length, skipped }, tx.now);
  await saveRun(tx.db, next);
  return next;
}

async function audienceOf(ctx: Context, id: AudienceId | null): Promise<ProposalInput['audience']> {
  if (id === null) return null;
  const audience = (await readAudiences(ctx, [id])).get(id);
  if (audience === undefined) throw new AudienceUnknown();
  return { id, name: audience.name };
}

async function packagesAmong(ctx: Context, ids: readonly PackageId[]): Promise<Package[]> {
  const packages = await activePackages(ctx.db);
  return ids.length === 0 ? packages : packages.filter(({ id }) => ids.includes(id));
}

async function membersOf(ctx: Context, audienceId: AudienceId | undefined): Promise<CommunityId[]> {
  if (audienceId === undefined) return [];
  const ids: CommunityId[] = [];
  for (let after: string | undefined; ids.length < MOST_COMMUNITIES; after = ids.at(-1)) {
    const { items } = await audienceMembers(ctx, audienceId, { after, limit: PAGE });
    ids.push(...items.map(({ communityId }) => communityId));
    if (items.length < PAGE) break;
  }
  return ids;
}
