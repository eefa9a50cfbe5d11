import { z } from 'zod';
import { cityId, communityId, idOf, userId } from '#platform/fields';
import { carrierRoles } from '#modules/commerce/contract';

export { cityId, communityId, userId };
export const packageId = idOf<'Package'>();
export const playId = idOf<'Play'>();
export const audienceId = idOf<'Audience'>();
export const approvalId = idOf<'StandingApproval'>();
export const runId = idOf<'PlayRun'>();

const time = z.iso.datetime();
const fen = z.number().int();
const money = z.number().int().min(0).max(100_000_000_00);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();
const reasonText = z.string().trim().min(1, '请写一句理由').max(200);

// --- Plays ------------------------------------------------------------------------------------------------------

export const PLAY_STATES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
export const playState = z.enum(PLAY_STATES);

const playFilter = {
  audienceId: audienceId.optional(),
  communityId: communityId.optional(),
  cityId: cityId.optional(),
  packageId: packageId.optional(),
  standingApprovalId: approvalId.optional(),
};
export const playsQuery = z.object({ state: playState.optional(), ...playFilter, cursor, limit });
export const playCountsQuery = z.object(playFilter);
export const playCountsAnswer = z.object({
  proposed: z.number().int(),
  approved: z.number().int(),
  rejected: z.number().int(),
  withdrawn: z.number().int(),
});
export const playExportQuery = z.object({ state: playState.optional(), ...playFilter });
export const playParams = z.object({ playId });

export const offer = z.object({
  packageName: z.string(),
  subtitle: z.string(),
  priceFen: fen,
  originalPriceFen: fen.nullable(),
  unit: z.string(),
  points: z.array(z.string()),
});

const playRow = z.object({
  id: playId,
  state: playState,
  cityId,
  cityName: z.string(),
  communityId,
  communityName: z.string(),
  audienceId: audienceId.nullable(),
  audienceName: z.string().nullable(),
  packageId,
  packageName: z.string(),
  headline: z.string(),
  /** Sentences with figures. */
  reasons: z.array(z.string()),
  roles: z.array(z.string()),
  priceFen: fen,
  costFen: fen,
  dueAt: time,
  proposedAt: time,
  decidedAt: time.nullable(),
  decidedBy: userId.nullable(),
  approvedBy: z.enum(['person', 'standing_approval']).nullable(),
  standingApprovalId: approvalId.nullable(),
  decisionReason: z.string().nullable(),
  /** A person changed what the system had proposed. */
  edited: z.boolean(),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
});
export const playsAnswer = z.object({ items: z.array(playRow), nextCursor });

/** What a person may change; what the system had proposed stays in `original`. */
const editable = z.object({
  headline: z.string().trim().min(1).max(40),
  script: z.string().trim().min(1).max(600),
  offerText: z.string().trim().min(1).max(200),
  packageId,
  roles: carrierRoles,
  dueAt: time,
});

export const scorePart = z.object({
  /** `topic`, `age`, `family`, `results`, `draw`, `main_push`, `outcomes`, `recent`, `rejections`, `cost`. */
  part: z.string(),
  points: z.number(),
  sentence: z.string().nullable(),
});
export const candidateAnswer = z.object({
  packageId,
  packageName: z.string(),
  rank: z.number().int(),
  score: z.number(),
  parts: z.array(scorePart),
  /** Why it could not be chosen; null where it could. */
  excluded: z.string().nullable(),
});
export const decisionRecord = z.object({
  /** The figures that the scores rest on. */
  inputs: z.record(z.string(), z.unknown()),
  candidates: z.array(candidateAnswer),
  reasons: z.array(z.string()),
  modelVersion: z.string(),
  seed: z.string(),
});

export const playHistoryEntry = z.object({
  kind: z.enum(['proposed', 'edited', 'approved', 'rejected', 'withdrawn']),
  madeBy: z.enum(['system', 'person', 'standing_approval']),
  userId: userId.nullable(),
  reason: z.string().nullable(),
  /** Field by field: teal what was, orange what a person made of it. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  decidedAt: time,
});

export const playAnswer = playRow.extend({
  script: z.string(),
  offerText: z.string(),
  offer,
  /** As the system proposed it. */
  original: editable.extend({
    headline: z.string(),
    script: z.string(),
    offerText: z.string(),
    packageName: z.string(),
    roles: z.array(z.string()),
  }),
  record: decisionRecord.nullable(),
  history: z.array(playHistoryEntry),
  forwardedAt: time.nullable(),
  /** Add `?token=` to make it lead to a task's link. */
  posterUrl: z.string(),
});

export const playEditBody = editable.partial().extend({ reason: reasonText });
export const playEditAnswer = playAnswer;

const playIds = z.array(playId).min(1).max(200);
export const playsApproveBody = z.object({ playIds });
export const playsRejectBody = z.object({ playIds, reason: reasonText });
export const playWithdrawBody = z.object({ reason: reasonText });
/** One entry per asked play, in the order asked. */
export const bulkAnswer = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      done: z.boolean(),
      /** The refusal and its sentence where it was not done. */
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
  done: z.number().int(),
});

export const playsProposeBody = z
  .object({
    audienceId: audienceId.optional(),
    /** Without it: all communities of the audience in the reader's area, up to 500. */
    communityIds: z.array(communityId).min(1).max(500).optional(),
    /** Only these packages; all active ones without it. */
    packageIds: z.array(packageId).min(1).max(50).optional(),
  })
  .refine((body) => body.audienceId !== undefined || body.communityIds !== undefined, { error: '请选择人群或小区' });
const skippedCommunity = z.object({ communityId, why: z.string() });
export const playRunAnswer = z.object({
  id: runId,
  audienceId: audienceId.nullable(),
  total: z.number().int(),
  done: z.number().int(),
  proposed: z.number().int(),
  skipped: z.array(skippedCommunity),
  createdAt: time,
  finishedAt: time.nullable(),
});
export const runParams = z.object({ runId });

export const playSettingParams = z.object({ audienceId });
export const playSettingBody = z.object({
  automatic: z.boolean(),
  /** Only these packages; empty means all active ones. */
  packageIds: z.array(packageId).max(50),
});
export const playSettingAnswer = playSettingBody.extend({
  audienceId,
  audienceName: z.string().nullable(),
  /** 0 where nobody set anything yet. Also the ETag. */
  revision: z.number().int(),
  updatedAt: time.nullable(),
});
export const playSettingsAnswer = z.object({ items: z.array(playSettingAnswer) });

export const posterQuery = z.object({ token: z.string().max(100).optional() });

// --- Standing approvals -----------------------------------------------------------------------------------------

export const APPROVAL_STATES = ['live', 'revoked', 'exhausted', 'expired'] as const;

export const approvalBody = z.object({
  name: z.string().trim().min(1).max(60),
  packageIds: z.array(packageId).min(1).max(50),
  audienceIds: z.array(audienceId).min(1).max(50),
  /** Where it holds: these cities and these communities; both empty means everywhere. */
  cityIds: z.array(cityId).max(200),
  communityIds: z.array(communityId).max(500),
  budgetFen: money.min(1),
  maxPlaysADay: z.number().int().min(1).max(10_000),
  validUntil: time,
});
export const approvalAnswer = approvalBody.extend({
  id: approvalId,
  name: z.string(),
  packageNames: z.array(z.string()),
  audienceNames: z.array(z.string()),
  state: z.enum(APPROVAL_STATES),
  spentFen: fen,
  plays: z.number().int(),
  playsToday: z.number().int(),
  /** The text that was signed, and its SHA-256. */
  statement: z.string(),
  statementHash: z.string(),
  signedBy: userId,
  signedAt: time,
  endedBy: userId.nullable(),
  endedAt: time.nullable(),
  endReason: z.string().nullable(),
});
export const approvalParams = z.object({ approvalId });
export const approvalsQuery = z.object({ state: z.enum(APPROVAL_STATES).optional(), cursor, limit });
export const approvalsAnswer = z.object({ items: z.array(approvalAnswer), nextCursor });
export const approvalRevokeBody = z.object({ reason: reasonText });
/** The text that signing would sign, to be read first. */
export const approvalStatementAnswer = z.object({ statement: z.string() });

// --- Main push --------------------------------------------------------------------------------------------------

export const communityParams = z.object({ communityId });
export const mainPushesQuery = z.object({ cityId: cityId.optional(), packageId: packageId.optional(), cursor, limit });

export const pushOutlook = z.object({
  packageId,
  packageName: z.string(),
  trials: z.number().int(),
  successes: z.number().int(),
  won: z.number().int(),
  lost: z.number().int(),
  probabilityBest: z.number(),
  expectedRate: z.number(),
  low: z.number(),
  high: z.number(),
});
const mainPushRow = z.object({
  communityId,
  communityName: z.string(),
  cityId,
  cityName: z.string(),
  currentPackageId: packageId.nullable(),
  currentPackageName: z.string().nullable(),
  proposedPackageId: packageId,
  proposedPackageName: z.string(),
  proposedAt: time,
  reasons: z.array(z.string()),
});
export const mainPushesAnswer = z.object({ items: z.array(mainPushRow), nextCursor });
export const mainPushCountAnswer = z.object({ proposed: z.number().int() });

export const communityMainPushAnswer = z.object({
  communityId,
  currentPackageId: packageId.nullable(),
  currentPackageName: z.string().nullable(),
  acceptedAt: time.nullable(),
  acceptedBy: userId.nullable(),
  proposal: z.object({ packageId, packageName: z.string(), proposedAt: time, reasons: z.array(z.string()) }).nullable(),
  /** What came of each package here, as judged at the last proposal. */
  outlooks: z.array(pushOutlook),
  history: z.array(
    z.object({
      kind: z.enum(['proposed', 'accepted', 'dismissed', 'lapsed']),
      packageId,
      packageName: z.string(),
      previousPackageId: packageId.nullable(),
      decidedBy: userId.nullable(),
      reason: z.string().nullable(),
      reasons: z.array(z.string()),
      decidedAt: time,
    }),
  ),
});

/** The package is what the reader saw proposed: another proposal since then is not decided by mistake. */
const decidedPush = z.object({ communityId, packageId });
export const mainPushAcceptBody = z.object({ items: z.array(decidedPush).min(1).max(200) });
export const mainPushDismissBody = mainPushAcceptBody.extend({ reason: reasonText });

export type PlayRow = z.infer<typeof playRow>;
export type PlaysAnswer = z.infer<typeof playsAnswer>;
export type PlayAnswer = z.infer<typeof playAnswer>;
export type PlayEditBody = z.infer<typeof playEditBody>;
export type PlayRunAnswer = z.infer<typeof playRunAnswer>;
export type BulkAnswer = z.infer<typeof bulkAnswer>;
export type CandidateAnswer = z.infer<typeof candidateAnswer>;
export type DecisionRecord = z.infer<typeof decisionRecord>;
export type ApprovalAnswer = z.infer<typeof approvalAnswer>;
export type ApprovalBody = z.infer<typeof approvalBody>;
export type MainPushRow = z.infer<typeof mainPushRow>;
export type CommunityMainPushAnswer = z.infer<typeof communityMainPushAnswer>;

// --- Forecasts and supply -----------------------------------------------------------------------------------------

export type {
  AccuracyAnswer,
  AccuracyRow,
  BacktestAnswer,
  CalendarAnswer,
  CalendarDayAnswer,
  ForecastItem,
  ForecastRunAnswer,
  ForecastRunsAnswer,
  ForecastsAnswer,
  HistoryAnswer,
  SeriesAnswer,
} from './demand/demand-contract.ts';
export type {
  ComparisonAnswer,
  DecideBody,
  OverrideReasonCode,
  SupplyAnswerJson,
  SupplyCountAnswer,
  SupplyLimitAnswer,
  SupplyLineAnswer,
  SupplyRuleAnswer,
  SupplyRulesAnswer,
} from './supply/supply-contract.ts';

// --- Listening ------------------------------------------------------------------------------------------------------

export {
  alertDetail,
  alertDetailQuery,
  alertPeople,
  alertParams,
  alertRuleAnswer,
  alertRuleBody,
  alertsAnswer,
  alertsQuery,
  dismissBody,
  toTicketBody,
  voiceTicketParams,
  type AlertDetail,
  type AlertItem,
  type AlertPeople,
  type AlertRuleAnswer,
  type AlertsAnswer,
} from './listening/listening-contract.ts';

// --- Wording --------------------------------------------------------------------------------------------------------

/** Texts by the names of their fields, at most ten. */
export const wordingCheckBody = z.object({
  texts: z
    .record(z.string().min(1).max(40), z.string().max(2_000))
    .refine((texts) => Object.keys(texts).length <= 10, { error: '一次最多查十段' }),
});
export const wordingHit = z.object({
  /** Where the phrase begins in the text, in UTF-16 units. */
  at: z.number().int(),
  phrase: z.string(),
  code: z.string(),
  /** `banned` cannot be saved; `doubtful` may stay where there is proof. */
  grade: z.enum(['banned', 'doubtful']),
  /** The article in words. */
  rule: z.string(),
  why: z.string(),
  suggestion: z.string(),
  /** What may be put in its place as it is; empty takes it out, null where somebody has to think. */
  replacement: z.string().nullable(),
});
/** An entry for each field that was asked, in reading order. */
export const wordingCheckAnswer = z.object({ hits: z.record(z.string(), z.array(wordingHit)) });

export type WordingHit = z.infer<typeof wordingHit>;
export type WordingCheckAnswer = z.infer<typeof wordingCheckAnswer>;
