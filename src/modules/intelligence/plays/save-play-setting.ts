import type { Context } from '#platform/context';
import { readAudiences } from '#modules/cdp';
import { userOf } from '../actor.ts';
import { type PackageId, packagesByIds, UnknownPackage } from '#modules/commerce';
import { AudienceUnknown, PlayRevisionRequired, PlaySettingsAreHeadquarters, type AudienceId } from './play.ts';
import { PlaySettingChangedMeanwhile, unsetSetting, type PlaySetting } from './play-setting.ts';
import { saveSetting, settingsOf } from './setting-store.ts';

/**
 * Says what entering an audience does: it concerns all cities, so only whoever sees everything may.
 * @throws PlaySettingsAreHeadquarters, AudienceUnknown, UnknownPackage, PlayRevisionRequired, PlaySettingChangedMeanwhile
 */
export async function savePlaySetting(
  ctx: Context,
  input: {
    readonly audienceId: AudienceId;
    /** The revision that the edit is based on; 0 where nobody set anything yet. */
    readonly expectedRevision: number | undefined;
    readonly automatic: boolean;
    readonly packageIds: readonly PackageId[];
  },
): Promise<PlaySetting> {
  const { audienceId, automatic, packageIds, expectedRevision } = input;
  if (!ctx.scope.everything) throw new PlaySettingsAreHeadquarters();
  if (expectedRevision === undefined) throw new PlayRevisionRequired();
  if ((await readAudiences(ctx, [audienceId])).get(audienceId)?.state !== 'live') throw new AudienceUnknown();
  const packages = await packagesByIds(ctx.db, packageIds);
  if (packageIds.some((id) => packages.get(id)?.active !== true)) throw new UnknownPackage();
  return ctx.transaction(async (tx) => {
    const before = (await settingsOf(tx.db, [audienceId])).get(audienceId) ?? unsetSetting(audienceId);
    if (before.revision !== expectedRevision) throw new PlaySettingChangedMeanwhile();
    const revision = before.revision + 1;
    const next: PlaySetting = {
      audienceId,
      automatic,
      packageIds,
      revision,
      setBy: userOf(tx.actor),
      updatedAt: tx.now,
    };
    if (!(await saveSetting(tx.db, next))) throw new PlaySettingChangedMeanwhile();
    await tx.audit({
      action: 'save-play-setting',
      subject: { kind: 'audience', id: audienceId },
      details: { automatic, packageIds },
    });
    return next;
  });
}
