import { csvReply } from '#platform/exports';
import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import { defineRoute, type Route } from '#platform/http';
import {
  claimableAnswer,
  claimDetail,
  claimExportQuery,
  claimOrderParams,
  claimParams,
  claimPhotoParams,
  claimRuleBody,
  claimRuleItem,
  claimRulesAnswer,
  claimsAnswer,
  claimsQuery,
  claimWordsAnswer,
  decideClaimBody,
  openClaimForBody,
  overrideClaimBody,
  type ClaimRuleItem,
  type DecideClaimBody,
} from './claim-contract.ts';
import { claimRules } from './claim-log-store.ts';
import type { KeptClaimRule } from './claim-rule.ts';
import { CLAIM_KINDS } from './claim.ts';
import { decideClaim, type Decision } from './decide-claim.ts';
import { describeClaim } from './describe-claims.ts';
import { openClaimFor } from './open-claim.ts';
import { overrideDecision } from './override-decision.ts';
import { exportClaims } from './export-claims.ts';
import { oneClaim, openClaimPhoto, readClaimable, readClaims, readClaimWords } from './read-claims.ts';
import { saveClaimRule } from './save-claim-rule.ts';

const read = { permission: 'claim.read' } as const;
const act = { permission: 'claim.act' } as const;
const CLAIMS = '/api/commerce/claims';

const decisionOf = (body: DecideClaimBody): Decision =>
  body.decision === 'refund'
    ? { ...body, amountFen: body.amountFen === undefined ? undefined : fen(body.amountFen) }
    : body;

const ruleShown = (rule: KeptClaimRule): ClaimRuleItem => ({
  kind: rule.kind,
  kindName: CLAIM_KINDS[rule.kind],
  automaticUpToFen: rule.automaticUpToFen,
  maxClaims30: rule.maxClaims30,
  maxRatePercent: rule.maxRatePercent,
  needsPhoto: rule.needsPhoto,
  decideWithinHours: rule.decideWithinHours,
  reason: rule.reason,
  revision: rule.revision,
  since: rule.changedAt?.toISOString() ?? null,
});

export const claimRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: CLAIMS,
    summary: 'Claims within the area of the reader, masked, with counts over all that match',
    access: read,
    query: claimsQuery,
    answer: claimsAnswer,
    handle: (ctx, { query: { cursor, limit, ...query } }) => readClaims(ctx, query, { cursor, limit }),
  }),
  defineRoute({
    method: 'GET',
    path: `${CLAIMS}/export`,
    summary: 'The same as CSV, masked; audited',
    access: { permission: 'export.data' },
    query: claimExportQuery,
    produces: 'text/csv',
    handle: async (ctx, { query }) =>
      csvReply(`claims-${businessDay(ctx.clock.now())}`, await exportClaims(ctx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/orders/:orderId/claimable',
    summary: 'What of an order can be claimed, until when, and for what reasons',
    access: read,
    params: claimOrderParams,
    answer: claimableAnswer,
    handle: (ctx, { params }) => readClaimable(ctx, 'staff', params.orderId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/orders/:orderId/claims',
    summary: 'Claim something for a customer who called; it is decided as one of their own',
    access: act,
    params: claimOrderParams,
    body: openClaimForBody,
    answer: claimDetail,
    handle: async (ctx, { params, body }) => describeClaim(ctx, await openClaimFor(ctx, { ...params, ...body })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/claim-rules',
    summary: 'When claims are granted by themselves; the same for everybody',
    access: read,
    answer: claimRulesAnswer,
    handle: async (ctx) => ({ items: Object.values(await claimRules(ctx.db)).map(ruleShown) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/claim-rules',
    summary: 'Change such a rule, with the reason; headquarters only',
    access: act,
    body: claimRuleBody,
    answer: claimRuleItem,
    handle: async (ctx, { body }) =>
      ruleShown(await saveClaimRule(ctx, { ...body, automaticUpToFen: fen(body.automaticUpToFen) })),
  }),
  defineRoute({
    method: 'GET',
    path: `${CLAIMS}/:claimId`,
    summary: 'One claim: its timeline, and everything that decisions were made from',
    access: read,
    params: claimParams,
    answer: claimDetail,
    handle: async (ctx, { params }) => describeClaim(ctx, await oneClaim(ctx, 'staff', params.claimId)),
  }),
  defineRoute({
    method: 'GET',
    path: `${CLAIMS}/:claimId/photos/:fileId`,
    summary: 'A photo of a claim',
    access: read,
    params: claimPhotoParams,
    produces: 'image/*',
    handle: (ctx, { params }) => openClaimPhoto(ctx, 'staff', params),
  }),
  defineRoute({
    method: 'POST',
    path: `${CLAIMS}/:claimId/words`,
    summary: 'What the customer wrote, for whoever decides; audited',
    access: act,
    params: claimParams,
    answer: claimWordsAnswer,
    keepsNoAnswer: true,
    handle: (ctx, { params }) => readClaimWords(ctx, params.claimId),
  }),
  defineRoute({
    method: 'POST',
    path: `${CLAIMS}/:claimId/decide`,
    summary: 'Decide: money back, another one, no and why, or a question',
    access: act,
    params: claimParams,
    body: decideClaimBody,
    answer: claimDetail,
    handle: async (ctx, { params, body }) =>
      describeClaim(ctx, await decideClaim(ctx, { ...params, ...decisionOf(body) })),
  }),
  defineRoute({
    method: 'POST',
    path: `${CLAIMS}/:claimId/override`,
    summary: 'Say that what a rule granted should not have been, and why',
    access: act,
    params: claimParams,
    body: overrideClaimBody,
    answer: claimDetail,
    handle: async (ctx, { params, body }) => describeClaim(ctx, await overrideDecision(ctx, { ...params, ...body })),
  }),
];
