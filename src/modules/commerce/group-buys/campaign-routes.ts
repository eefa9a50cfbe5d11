import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import { cancelCampaign } from './cancel-campaign.ts';
import type { Campaign, CampaignPlan } from './campaign.ts';
import { campaignInScope, listCampaigns } from './campaign-store.ts';
import { changeCampaign } from './change-campaign.ts';
import { createCampaign } from './create-campaign.ts';
import { describeCampaign, describeCampaigns, previewShown } from './describe-campaigns.ts';
import {
  campaignAnswer,
  campaignBody,
  campaignParams,
  campaignPreviewAnswer,
  campaignsAnswer,
  campaignsQuery,
  cancelCampaignBody,
} from './campaign-contract.ts';
import { expectedRevision } from './expected-revision.ts';
import type { CampaignId } from './group-buy.ts';
import { launchCampaign } from './launch-campaign.ts';
import { previewCampaign } from './preview-campaign.ts';
import type { z } from 'zod';

const read = { permission: 'group_buy.read' } as const;
const edit = { permission: 'group_buy.edit' } as const;

async function found(ctx: Context, campaignId: CampaignId): Promise<Campaign> {
  const it = await campaignInScope(ctx.db, ctx.scope, campaignId);
  if (it === undefined) throw new NotFound('campaign');
  return it;
}

const planOf = ({ items, opensAt, cutOffAt, ...asked }: z.output<typeof campaignBody>): CampaignPlan => ({
  ...asked,
  items: items.map((item) => ({
    ...item,
    priceFen: fen(item.priceFen),
    tiers: item.tiers.map((step) => ({ from: step.from, priceFen: fen(step.priceFen) })),
  })),
  opensAt: new Date(opensAt),
  cutOffAt: cutOffAt === null ? null : new Date(cutOffAt),
});

export const campaignRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/campaigns',
    summary: 'Campaigns that reach into the area of the reader, the newest first',
    access: read,
    query: campaignsQuery,
    answer: campaignsAnswer,
    handle: async (ctx, { query: { cursor, limit, ...filter } }) => {
      const rows = await listCampaigns(ctx.db, ctx.scope, filter, { before: timePlaceOf(cursor), limit });
      const { items, nextCursor } = pageOf(rows, limit, (it) => [it.createdAt.getTime(), it.campaignId]);
      return { items: await describeCampaigns(ctx, items), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/campaigns',
    summary: 'Plans a group buy for many communities; it opens with its launch',
    access: edit,
    body: campaignBody,
    answer: campaignAnswer,
    handle: async (ctx, { body }) =>
      new Reply(await describeCampaign(ctx, await createCampaign(ctx, planOf(body))), { status: 201 }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/campaigns/:campaignId',
    summary: 'One campaign: its terms, how far its launch came, and what its group buys come to',
    access: read,
    params: campaignParams,
    answer: campaignAnswer,
    handle: async (ctx, { params }) => describeCampaign(ctx, await found(ctx, params.campaignId)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/campaigns/:campaignId',
    summary: 'Plans a draft anew; If-Match says from which revision',
    access: edit,
    params: campaignParams,
    body: campaignBody,
    answer: campaignAnswer,
    handle: async (ctx, { params, body, request }) => {
      const change = { ...params, revision: expectedRevision(request.headers), plan: planOf(body) };
      return describeCampaign(ctx, await changeCampaign(ctx, change));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/campaigns/:campaignId/preview',
    summary: 'Where a launch would open it now, and where it cannot and why',
    access: edit,
    params: campaignParams,
    answer: campaignPreviewAnswer,
    handle: async (ctx, { params }) => previewShown(await previewCampaign(ctx, await found(ctx, params.campaignId))),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/campaigns/:campaignId/launch',
    summary: 'Opens it in all its communities',
    access: edit,
    params: campaignParams,
    answer: campaignAnswer,
    handle: async (ctx, { params }) => describeCampaign(ctx, await launchCampaign(ctx, params.campaignId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/campaigns/:campaignId/cancel',
    summary: 'Calls it off with every group buy of it that still runs; everything that was paid goes back',
    access: edit,
    params: campaignParams,
    body: cancelCampaignBody,
    answer: campaignAnswer,
    handle: async (ctx, { params, body }) => describeCampaign(ctx, await cancelCampaign(ctx, { ...params, ...body })),
  }),
];
