import { NotFound, Refusal } from '#kernel/errors';
import { businessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { isUniqueViolation } from '#platform/postgres';
import { communitiesByIds } from '#modules/territory';
import { holdCommunities } from '../main-push/main-push-store.ts';
import { ageOf } from '../main-push/segment.ts';
import { type Package, type PackageId, packagesByIds, UnknownPackage } from '#modules/commerce';
import { refuseBannedWords } from '#engines/text';
import { decisionBy } from './decision.ts';
import {
  changesBetween,
  offerOf,
  PlayAlreadyDecided,
  PlayAlreadyOpen,
  PlayChangedMeanwhile,
  PlayPackageInactive,
  PlayRevisionRequired,
  PlayUnchanged,
  type Draft,
  type Play,
  type PlayId,
} from './play.ts';
import { keepDecisions, lockPlay, saveDraft } from './play-store.ts';
import { writeWording } from './wording.ts';

/** `| undefined` as forms send it: what is undefined stays as it is. */
export type DraftChanges = { readonly [Field in keyof Draft]?: Draft[Field] | undefined };

export class PlayDueInPast extends Refusal {
  constructor() {
    super('play-due-in-past', 'invalid');
  }
}

/**
 * Edits a proposed play with a reason. What the system had proposed stays beside it. With another package, the texts
 * that the editor does not give are written anew for it.
 * @throws NotFound, PlayAlreadyDecided, PlayChangedMeanwhile, PlayRevisionRequired, PlayUnchanged, UnknownPackage,
 * PlayPackageInactive, PlayAlreadyOpen, PlayDueInPast, BannedWords
 */
export async function editPlay(
  ctx: Context,
  input: {
    readonly playId: PlayId;
    readonly expectedRevision: number | undefined;
    readonly changes: DraftChanges;
    readonly reason: string;
  },
): Promise<Play> {
  const { changes, reason, expectedRevision } = input;
  if (expectedRevision === undefined) throw new PlayRevisionRequired();
  return ctx.transaction(async (tx) => {
    const before = await lockPlay(tx.db, ctx.scope, input.playId);
    if (before === undefined) throw new NotFound('play');
    if (before.state !== 'proposed') throw new PlayAlreadyDecided(before.state);
    if (before.revision !== expectedRevision) throw new PlayChangedMeanwhile();
    if (changes.dueAt !== undefined && changes.dueAt <= tx.now) throw new PlayDueInPast();
    const base = await withPackage(tx, before, changes.packageId);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next: Play = { ...base, ...given, packageId: base.packageId, revision: before.revision + 1 };
    const { headline, script, offerText } = next;
    refuseBannedWords({ headline, script, offerText });
    const changed = changesBetween(before, next);
    if (changed.length === 0) throw new PlayUnchanged();
    await save(tx, next);
    await keepDecisions(tx.db, [decisionBy(tx, before, 'edited', reason, changed)], tx.now);
    await tx.audit({
      action: 'edit-play',
      subject: { kind: 'play', id: next.id },
      details: { fields: changed.map(({ field }) => field) },
    });
    return next;
  });
}

async function save(tx: Tx, next: Play): Promise<void> {
  try {
    if (!(await saveDraft(tx.db, next))) throw new PlayChangedMeanwhile();
  } catch (error) {
    throw isUniqueViolation(error) ? new PlayAlreadyOpen(next.offer.packageName) : error;
  }
}

async function withPackage(tx: Tx, play: Play, packageId: PackageId | undefined): Promise<Play> {
  if (packageId === undefined || packageId === play.packageId) return play;
  const it = (await packagesByIds(tx.db, [packageId])).get(packageId);
  if (it === undefined) throw new UnknownPackage();
  if (!it.active) throw new PlayPackageInactive(it.name);
  // Proposals for the community wait meanwhile: they must not open a play with the same package.
  await holdCommunities(tx.db, [{ cityId: play.cityId, communityId: play.communityId, segment: 'unknown' }]);
  return {
    ...play,
    ...(await wordsFor(tx, play, it)),
    packageId,
    offer: offerOf(it),
    roles: it.roles,
    costFen: it.costFen,
  };
}

async function wordsFor(tx: Tx, play: Play, it: Package) {
  const community = (await communitiesByIds(tx.db, [play.communityId])).get(play.communityId);
  return writeWording({
    communityName: community?.name ?? '',
    ageYears: ageOf(community?.builtYear ?? null, Number(businessDay(tx.now).slice(0, 4))),
    topic: null,
    offer: offerOf(it),
    roles: it.roles,
    dueAt: play.dueAt,
    seed: play.id,
  });
}
