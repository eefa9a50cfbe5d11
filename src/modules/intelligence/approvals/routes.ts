import type { z } from 'zod';
import { fen } from '#kernel/money';
import { defineRoute, idFromCursor, pageOf, Reply, type Route } from '#platform/http';
import {
  approvalAnswer,
  approvalBody,
  approvalParams,
  approvalRevokeBody,
  approvalsAnswer,
  approvalsQuery,
  approvalStatementAnswer,
  type ApprovalBody,
} from '../contract.ts';
import { browseApprovals, readApproval, type NamedApproval } from './read-approvals.ts';
import { revokeStandingApproval } from './revoke-standing-approval.ts';
import { draftStatement, signStandingApproval } from './sign-standing-approval.ts';
import type { ApprovalTerms } from './standing-approval.ts';

const read = { permission: 'play.read' } as const;
const sign = { permission: 'approval.sign' } as const;

const termsOf = (body: ApprovalBody): ApprovalTerms => ({
  ...body,
  budgetFen: fen(body.budgetFen),
  validUntil: new Date(body.validUntil),
});

const approvalJson = (it: NamedApproval): z.input<typeof approvalAnswer> => ({
  ...it,
  packageIds: [...it.packageIds],
  packageNames: [...it.packageNames],
  audienceIds: [...it.audienceIds],
  audienceNames: [...it.audienceNames],
  cityIds: [...it.cityIds],
  communityIds: [...it.communityIds],
  validUntil: it.validUntil.toISOString(),
  signedAt: it.signedAt.toISOString(),
  endedAt: it.endedAt?.toISOString() ?? null,
});

export const approvalRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/standing-approvals',
    summary: 'Standing approvals whose places the reader sees, the newest first',
    access: read,
    query: approvalsQuery,
    answer: approvalsAnswer,
    handle: async (ctx, { query: { cursor, limit, state } }) => {
      const rows = await browseApprovals(ctx, { state }, { before: idFromCursor(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.id]);
      return { items: items.map(approvalJson), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/intelligence/standing-approvals/:approvalId',
    summary: 'One standing approval with the text that was signed',
    access: read,
    params: approvalParams,
    answer: approvalAnswer,
    handle: async (ctx, { params: { approvalId } }) => approvalJson(await readApproval(ctx, approvalId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/standing-approvals/statement',
    summary: 'The text that signing these terms would sign; signs nothing',
    access: sign,
    body: approvalBody,
    answer: approvalStatementAnswer,
    handle: async (ctx, { body }) => ({ statement: await draftStatement(ctx, termsOf(body)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/standing-approvals',
    summary: 'Signs a standing approval',
    access: sign,
    body: approvalBody,
    answer: approvalAnswer,
    handle: async (ctx, { body }) => {
      const { id } = await signStandingApproval(ctx, termsOf(body));
      return new Reply(approvalJson(await readApproval(ctx, id)), { status: 201 });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/intelligence/standing-approvals/:approvalId/revoke',
    summary: 'Revokes a standing approval at once, with a reason',
    access: sign,
    params: approvalParams,
    body: approvalRevokeBody,
    answer: approvalAnswer,
    handle: async (ctx, { params: { approvalId }, body: { reason } }) => {
      await revokeStandingApproval(ctx, { approvalId, reason });
      return approvalJson(await readApproval(ctx, approvalId));
    },
  }),
];
