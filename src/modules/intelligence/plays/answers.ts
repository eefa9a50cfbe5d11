import type { z } from 'zod';
import type { playAnswer, playRunAnswer, playSettingAnswer, PlayRow } from '../contract.ts';
import type { PlayRun } from './play-run.ts';
import type { PlaySetting } from './play-setting.ts';
import type { NamedPlay, PlayPage } from './read-plays.ts';

/** How plays look over HTTP: times as text, lists as plain arrays, nothing that was not asked for. */
export function playRowJson(play: NamedPlay): PlayRow {
  return {
    id: play.id,
    state: play.state,
    cityId: play.cityId,
    cityName: play.cityName,
    communityId: play.communityId,
    communityName: play.communityName,
    audienceId: play.audienceId,
    audienceName: play.audienceName,
    packageId: play.packageId,
    packageName: play.offer.packageName,
    headline: play.headline,
    reasons: [...play.reasons],
    roles: [...play.roles],
    priceFen: play.offer.priceFen,
    costFen: play.costFen,
    dueAt: play.dueAt.toISOString(),
    proposedAt: play.proposedAt.toISOString(),
    decidedAt: play.decidedAt?.toISOString() ?? null,
    decidedBy: play.decidedBy,
    approvedBy: play.approvedBy,
    standingApprovalId: play.standingApprovalId,
    decisionReason: play.decisionReason,
    edited: play.edited,
    revision: play.revision,
  };
}

export function playJson(play: PlayPage): z.input<typeof playAnswer> {
  const { offer, original, record } = play;
  return {
    ...playRowJson(play),
    script: play.script,
    offerText: play.offerText,
    offer: { ...offer, points: [...offer.points] },
    original: { ...original, roles: [...original.roles] },
    record: record && {
      ...record,
      inputs: { ...record.inputs },
      reasons: [...record.reasons],
      candidates: record.candidates.map((candidate) => ({ ...candidate, parts: [...candidate.parts] })),
    },
    history: play.history.map(({ kind, madeBy, userId, reason, changes, decidedAt }) => ({
      kind,
      madeBy,
      userId,
      reason,
      changes: [...(changes ?? [])],
      decidedAt: decidedAt.toISOString(),
    })),
    forwardedAt: play.forwardedAt?.toISOString() ?? null,
    posterUrl: `/api/intelligence/plays/${play.id}/poster.png`,
  };
}

export function runJson(run: PlayRun): z.input<typeof playRunAnswer> {
  return {
    id: run.id,
    audienceId: run.audienceId,
    total: run.communityIds.length,
    done: run.done,
    proposed: run.proposed,
    skipped: [...run.skipped],
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

export function settingJson(it: PlaySetting, audienceName: string | null): z.input<typeof playSettingAnswer> {
  return {
    audienceId: it.audienceId,
    audienceName,
    automatic: it.automatic,
    packageIds: [...it.packageIds],
    revision: it.revision,
    updatedAt: it.updatedAt?.toISOString() ?? null,
  };
}
