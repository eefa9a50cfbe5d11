import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, entityTag, pageOf, Reply, revisionIn, timePlaceOf, type Route } from '#platform/http';
import { adjustPoints } from './adjust-points.ts';
import { benefitsIn, describeMember, describeMembers, describeRules } from './describe-member.ts';
import { exportMembers } from './export-membership.ts';
import {
  adjustPointsBody,
  badgeRulesAnswer,
  badgeRulesBody,
  levelRulesAnswer,
  levelRulesBody,
  memberDetail,
  memberExportQuery,
  memberParams,
  membersAnswer,
  membersQuery,
  pointMovesAnswer,
  pointMovesQuery,
  pointTermsAnswer,
  pointTermsBody,
} from './member-contract.ts';
import { memberFilterOf } from './member-filter.ts';
import { listMembers, memberInScope, sumMembers } from './member-list-store.ts';
import type { Member } from './member.ts';
import { ownMembershipRoutes, statementPage } from './own-routes.ts';
import { publishRules } from './publish-rules.ts';
import { rewardRoutes } from './reward-routes.ts';
import { voucherRoutes } from './voucher-routes.ts';
import type { MemberId } from './wallet.ts';

const read = { permission: 'member.read' } as const;
const edit = { permission: 'member.edit' } as const;

async function memberSeen(ctx: Context, { memberId }: { readonly memberId: MemberId }): Promise<Member> {
  const found = await memberInScope(ctx.db, ctx.scope, memberId);
  if (found === undefined) throw new NotFound('member');
  return found;
}

const tagged = <R extends { readonly revision: number }>(rules: R) =>
  new Reply(rules, { headers: { etag: entityTag(rules.revision) } });

const memberRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/members',
    summary: 'Members within the reader’s area, masked, the newest first, with counts by level; `text` finds a phone',
    access: read,
    query: membersQuery,
    answer: membersAnswer,
    handle: async (ctx, { query: { cursor, limit, ...asked } }) => {
      const filter = await memberFilterOf(ctx, asked);
      const found = await listMembers(ctx.db, ctx.scope, filter, { before: timePlaceOf(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit, (row) => [row.joinedAt.getTime(), row.memberId]);
      // The chosen level does not hide how many there are of the others.
      const counts = await sumMembers(ctx.db, ctx.scope, { ...filter, level: undefined });
      return { items: await describeMembers(ctx, items), nextCursor, counts };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/members/export',
    summary: 'The same as CSV, masked',
    access: { permission: 'export.data' },
    query: memberExportQuery,
    produces: 'text/csv; charset=utf-8',
    handle: async (ctx, { query }) => csvReply('members', await exportMembers(ctx, await memberFilterOf(ctx, query))),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/members/:memberId',
    summary: 'A member’s card: level, points with what runs out when, badges',
    access: read,
    params: memberParams,
    answer: memberDetail,
    handle: async (ctx, { params }) => describeMember(ctx, await memberSeen(ctx, params)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/members/:memberId/points',
    summary: 'A member’s points line by line, the newest first',
    access: read,
    params: memberParams,
    query: pointMovesQuery,
    answer: pointMovesAnswer,
    handle: async (ctx, { params, query }) => statementPage(ctx, (await memberSeen(ctx, params)).customerKey, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/members/:memberId/points',
    summary: 'Gives or takes a few points by hand, with a reason that the member reads',
    access: edit,
    params: memberParams,
    body: adjustPointsBody,
    answer: memberDetail,
    handle: async (ctx, { params, body }) => {
      await adjustPoints(ctx, { ...params, ...body });
      return describeMember(ctx, await memberSeen(ctx, params));
    },
  }),
];

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/membership-rules/levels',
    summary: 'Levels in force; the ETag is what publishing others sends back as If-Match',
    access: read,
    answer: levelRulesAnswer,
    handle: async (ctx) => tagged((await describeRules(ctx)).levels),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/membership-rules/levels',
    summary: 'Publishes levels: members rise by them at once, and fall when the time of their level is over',
    access: edit,
    body: levelRulesBody,
    answer: levelRulesAnswer,
    handle: async (ctx, { body, request }) => {
      const levels = body.levels.map((level) => ({ ...level, benefits: benefitsIn(level.benefits) }));
      const rules = { measure: body.measure, levels };
      await publishRules(ctx, { kind: 'levels', rules, expectedRevision: revisionIn(request.headers) });
      return tagged((await describeRules(ctx)).levels);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/membership-rules/badges',
    summary: 'Badges in force; the ETag is what publishing others sends back as If-Match',
    access: read,
    answer: badgeRulesAnswer,
    handle: async (ctx) => tagged((await describeRules(ctx)).badges),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/membership-rules/badges',
    summary: 'Publishes badges; those that were given stay',
    access: edit,
    body: badgeRulesBody,
    answer: badgeRulesAnswer,
    handle: async (ctx, { body, request }) => {
      await publishRules(ctx, { kind: 'badges', rules: body, expectedRevision: revisionIn(request.headers) });
      return tagged((await describeRules(ctx)).badges);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/membership-rules/points',
    summary: 'How long points last; the ETag is what publishing other terms sends back as If-Match',
    access: read,
    answer: pointTermsAnswer,
    handle: async (ctx) => tagged((await describeRules(ctx)).points),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/membership-rules/points',
    summary: 'Publishes how long points last that come from now on',
    access: edit,
    body: pointTermsBody,
    answer: pointTermsAnswer,
    handle: async (ctx, { body, request }) => {
      await publishRules(ctx, { kind: 'points', rules: body, expectedRevision: revisionIn(request.headers) });
      return tagged((await describeRules(ctx)).points);
    },
  }),
];

export const membershipRoutes: readonly Route[] = [
  ...memberRoutes,
  ...ruleRoutes,
  ...rewardRoutes,
  ...voucherRoutes,
  ...ownMembershipRoutes,
];
