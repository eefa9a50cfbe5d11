import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { csvReply } from '#platform/exports';
import { defineRoute, entityTag, idFromCursor, ifMatch, pageOf, Reply, type Route } from '#platform/http';
import { archiveAudience } from './archive-audience.ts';
import type { AudienceId } from './audience.ts';
import { findAudience } from './audience-store.ts';
import * as contract from './contract.ts';
import { createAudience } from './create-audience.ts';
import { exportAudience } from './export-audience.ts';
import { explainRule } from './explain.ts';
import * as doors from './read-audiences.ts';
import { namesFor } from './rule-names.ts';
import { snapshotAudience } from './snapshot-audience.ts';
import { listSnapshots } from './snapshot-store.ts';
import { updateAudience } from './update-audience.ts';

const read = { permission: 'audience.read' } as const;
const edit = { permission: 'audience.edit' } as const;

/** One row more than the page says whether there is a next one. */
const askedFor = (query: { cursor?: string | undefined; limit: number }) => ({
  after: idFromCursor(query.cursor),
  limit: query.limit + 1,
});

const revisionOf = (headers: Parameters<typeof ifMatch>[0]): number | undefined => {
  const tag = ifMatch(headers);
  return tag !== undefined && /^\d{1,9}$/.test(tag) ? Number(tag) : undefined;
};

const timesAsText = <T extends { createdAt: Date; updatedAt: Date; archivedAt: Date | null }>(audience: T) => ({
  ...audience,
  createdAt: audience.createdAt.toISOString(),
  updatedAt: audience.updatedAt.toISOString(),
  archivedAt: audience.archivedAt?.toISOString() ?? null,
});

async function tagged(ctx: Context, id: AudienceId, status = 200) {
  const audience = timesAsText(await doors.readAudience(ctx, id));
  return new Reply(audience, { status, headers: { etag: entityTag(audience.revision) } });
}

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/cdp/audiences/preview',
    summary: 'Which communities of the reader’s area fulfil a rule now, and why; nothing is kept',
    access: read,
    body: contract.audiencePreviewBody,
    answer: contract.audiencePreviewAnswer,
    handle: async (ctx, { body }) => {
      const preview = await doors.previewAudience(ctx, body.rule, askedFor(body));
      const { items, nextCursor } = pageOf(preview.items, body.limit, (item) => [item.communityId]);
      return { ...preview, items: items.map((item) => ({ ...item, facts: [...item.facts] })), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/audiences',
    summary: 'Saves a rule under a name; communities that fulfil it enter at once',
    access: edit,
    body: contract.audienceBody,
    answer: contract.audienceAnswer,
    handle: async (ctx, { body }) => tagged(ctx, (await createAudience(ctx, body)).id, 201),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences',
    summary: 'Audiences, the newest first, with their members within the reader’s area counted',
    access: read,
    query: contract.audiencesQuery,
    answer: contract.audiencesAnswer,
    handle: async (ctx, { query }) => {
      const found = await doors.browseAudiences(ctx, { state: query.state, text: query.text, ...askedFor(query) });
      const { items, nextCursor } = pageOf(found, query.limit, (item) => [item.id]);
      const lines = items.map((item) => ({
        ...timesAsText(item),
        lastEnteredAt: item.lastEnteredAt?.toISOString() ?? null,
      }));
      return { items: lines, nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences/:id',
    summary: 'One audience; the ETag is what an edit sends back as If-Match',
    access: read,
    params: contract.audienceParams,
    answer: contract.audienceAnswer,
    handle: (ctx, { params }) => tagged(ctx, params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/cdp/audiences/:id',
    summary: 'Edits an audience that nobody changed since the revision in If-Match; members follow at once',
    access: edit,
    params: contract.audienceParams,
    body: contract.audienceBody,
    answer: contract.audienceAnswer,
    handle: async (ctx, { params, body, request }) => {
      await updateAudience(ctx, { id: params.id, ...body, expectedRevision: revisionOf(request.headers) });
      return tagged(ctx, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/audiences/:id/archive',
    summary: 'Ends an audience: its members leave, history and snapshots stay',
    access: edit,
    params: contract.audienceParams,
    answer: contract.audienceAnswer,
    handle: async (ctx, { params, request }) => {
      await archiveAudience(ctx, { id: params.id, expectedRevision: revisionOf(request.headers) });
      return tagged(ctx, params.id);
    },
  }),
];

const memberRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences/:id/members',
    summary: 'Communities of the reader’s area that are in an audience, and why',
    access: read,
    params: contract.audienceParams,
    query: contract.pageQuery,
    answer: contract.audienceMembersAnswer,
    handle: async (ctx, { params, query }) => {
      const { total, items: found } = await doors.audienceMembers(ctx, params.id, askedFor(query));
      const { items, nextCursor } = pageOf(found, query.limit, (item) => [item.communityId]);
      const lines = items.map((item) => ({ ...item, facts: [...item.facts], enteredAt: item.enteredAt.toISOString() }));
      return { total, items: lines, nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences/:id/history',
    summary: 'Which communities of the reader’s area entered and left, the newest first',
    access: read,
    params: contract.audienceParams,
    query: contract.pageQuery,
    answer: contract.audienceHistoryAnswer,
    handle: async (ctx, { params, query }) => {
      const found = await doors.audienceHistory(ctx, params.id, askedFor(query));
      const { items, nextCursor } = pageOf(found, query.limit, (item) => [item.id]);
      return { items: items.map((item) => ({ ...item, occurredAt: item.occurredAt.toISOString() })), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/communities/:id/audiences',
    summary: 'The audiences a community is in, and why',
    access: read,
    params: contract.membershipParams,
    answer: contract.membershipsAnswer,
    handle: async (ctx, { params }) => {
      const items = await doors.audiencesOfCommunity(ctx, params.id);
      return { items: items.map((item) => ({ ...item, enteredAt: item.enteredAt.toISOString() })) };
    },
  }),
];

const snapshotRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/cdp/audiences/:id/snapshots',
    summary: 'Keeps who is in an audience now',
    access: edit,
    params: contract.audienceParams,
    answer: contract.snapshotAnswer,
    handle: async (ctx, { params }) => {
      const snapshot = await snapshotAudience(ctx, params);
      const sentence = explainRule(snapshot.rule, await namesFor(ctx.db, ctx.scope, [snapshot.rule]));
      return new Reply({ ...snapshot, sentence, takenAt: snapshot.takenAt.toISOString() }, { status: 201 });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences/:id/snapshots',
    summary: 'The snapshots of an audience, the newest first',
    access: read,
    params: contract.audienceParams,
    query: contract.pageQuery,
    answer: contract.snapshotsAnswer,
    handle: async (ctx, { params, query }) => {
      if ((await findAudience(ctx.db, params.id)) === undefined) throw new NotFound('audience');
      const { after, limit } = askedFor(query);
      const found = await listSnapshots(ctx.db, ctx.scope, params.id, { before: after, limit });
      const { items, nextCursor } = pageOf(found, query.limit, (item) => [item.id]);
      const names = await namesFor(
        ctx.db,
        ctx.scope,
        items.map((item) => item.rule),
      );
      const lines = items.map((item) => ({
        ...item,
        sentence: explainRule(item.rule, names),
        takenAt: item.takenAt.toISOString(),
      }));
      return { items: lines, nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/audiences/:id/export',
    summary: 'The members within the reader’s area as CSV, now or of a snapshot',
    access: { permission: 'export.data' },
    params: contract.audienceParams,
    query: contract.exportQuery,
    produces: 'text/csv',
    handle: async (ctx, { params, query }) =>
      csvReply('audience', await exportAudience(ctx, { id: params.id, snapshotId: query.snapshotId })),
  }),
];

export const audienceRoutes: readonly Route[] = [...ruleRoutes, ...memberRoutes, ...snapshotRoutes];
