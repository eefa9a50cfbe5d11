import type { CityId, CommunityId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { readAudiences } from '#modules/cdp';
import { approvalsFor } from '../approvals/approval-store.ts';
import { spendBudget } from '../approvals/spend-budget.ts';
import {
  coversPlace,
  explainApproval,
  explainShortfall,
  type StandingApproval,
} from '../approvals/standing-approval.ts';
import { activePackages, type Package } from '#modules/commerce';
import { playApproved } from './announce-approved.ts';
import { picturesOf } from './community-pictures.ts';
import type { Candidate } from './picture.ts';
import type { AudienceId, Play } from './play.ts';
import { keepDecisions } from './play-store.ts';
import { proposeBatch } from './propose-batch.ts';
import { unsetSetting, type PlaySetting } from './play-setting.ts';
import { settingsOf } from './setting-store.ts';

/**
 * A community entered an audience: proposes a play where the audience's setting says so, and approves it at once where
 * a standing approval covers it and has the budget. All in one transaction, once for each entry.
 */
export async function proposeOnEntry(
  ctx: Context,
  input: { readonly audienceId: AudienceId; readonly communityId: CommunityId; readonly cityId: CityId },
): Promise<{ readonly playId: string | null; readonly state: Play['state'] | null }> {
  const { audienceId, communityId } = input;
  const setting = (await settingsOf(ctx.db, [audienceId])).get(audienceId) ?? unsetSetting(audienceId);
  const signed = await approvalsFor(ctx.db, audienceId, ctx.clock.now());
  const approvals = signed.filter((approval) => coversPlace(approval, input));
  if (!setting.automatic && approvals.length === 0) return { playId: null, state: null };
  const packages = (await activePackages(ctx.db)).filter(({ id }) => isAllowed(setting, approvals, id));
  const picture = (await picturesOf(ctx, [communityId])).get(communityId);
  const audience = (await readAudiences(ctx, [audienceId])).get(audienceId);
  if (picture === undefined || audience === undefined) return { playId: null, state: null };
  const seed = String(Math.floor(ctx.random.next() * 4_294_967_296));
  return ctx.transaction(async (tx) => {
    const { plays } = await proposeBatch(tx, {
      pictures: [picture],
      audience: { id: audienceId, name: audience.name },
      packages,
      seed,
      signed: new Set(approvals.flatMap(({ packageIds }) => packageIds)),
      choose: (candidates) => chooseCovered(candidates, approvals),
      settle: (play) => settle(tx, play, approvals, packages),
    });
    const [play] = plays;
    if (play === undefined) return { playId: null, state: null };
    await finish(tx, play);
    return { playId: play.id, state: play.state };
  });
}

/** What a person signed may be issued whatever the setting says; the setting alone only proposes. */
function isAllowed(setting: PlaySetting, approvals: readonly StandingApproval[], id: Package['id']): boolean {
  if (approvals.some(({ packageIds }) => packageIds.includes(id))) return true;
  return setting.automatic && (setting.packageIds.length === 0 || setting.packageIds.includes(id));
}

/** The best that a standing approval covers, else the best of all. */
function chooseCovered(
  candidates: readonly Candidate[],
  approvals: readonly StandingApproval[],
): Candidate | undefined {
  const eligible = candidates.filter(({ excluded }) => excluded === null);
  const covered = eligible.find(({ packageId }) => approvals.some(({ packageIds }) => packageIds.includes(packageId)));
  return covered ?? eligible[0];
}

/** Approves the play by the first approval that covers it and can pay; otherwise it stays proposed and says why. */
async function settle(
  tx: Tx,
  play: Play,
  approvals: readonly StandingApproval[],
  packages: readonly Package[],
): Promise<Play> {
  const known = new Map(packages.map((it) => [it.id as string, it]));
  const shortfalls: string[] = [];
  for (const approval of approvals.filter(({ packageIds }) => packageIds.includes(play.packageId))) {
    const shortfall = await spendBudget(tx, approval, play.costFen, known);
    if (shortfall === undefined) {
      return {
        ...play,
        state: 'approved',
        decidedAt: tx.now,
        approvedBy: 'standing_approval',
        standingApprovalId: approval.id,
        reasons: [...play.reasons, explainApproval(approval)],
      };
    }
    shortfalls.push(explainShortfall(approval, shortfall));
  }
  return { ...play, reasons: [...play.reasons, ...shortfalls] };
}

async function finish(tx: Tx, play: Play): Promise<void> {
  if (play.state !== 'approved') return;
  const { id, cityId, packageId, standingApprovalId } = play;
  const decision = { cityId, playId: id, kind: 'approved', madeBy: 'standing_approval', userId: null } as const;
  const kept = {
    ...decision,
    id: tx.newId<'PlayDecision'>(),
    reason: play.reasons.at(-1) ?? null,
    changes: null,
    record: null,
  };
  await keepDecisions(tx.db, [kept], tx.now);
  await tx.announce([playApproved(play)]);
  await tx.audit({
    action: 'issue-play',
    subject: { kind: 'play', id },
    details: { packageId, standingApprovalId, costFen: play.costFen },
  });
}
