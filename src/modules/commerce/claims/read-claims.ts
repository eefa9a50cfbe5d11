import type { z } from 'zod';
import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { pageOf, Reply, timePlaceOf } from '#platform/http';
import { EVERYTHING } from '#platform/permission';
import type { FileId } from '#platform/files';
import { orderInScope } from '../orders/order-store.ts';
import { unitsLeft } from '../orders/order-line.ts';
import type { OrderId } from '../orders/order.ts';
import { opened } from '../pick-up/change-parcels.ts';
import { cardsOfOrders } from '../pick-up/parcel-card-store.ts';
import { whoseOf } from '../pick-up/read-point.ts';
import { claimableOf, type Claimable } from './claimable.ts';
import type { ClaimableAnswer, claimExportQuery, ClaimsAnswer } from './claim-contract.ts';
import { claimRules, claimStepsOf } from './claim-log-store.ts';
import {
  claimedUnits,
  claimInScope,
  claimPhotosOf,
  countClaims,
  listClaims,
  type ClaimFilter,
  type ClaimReader,
} from './claim-store.ts';
import { CLAIM_REASONS, CLOSED_STATES, OWN_REASONS, type Claim, type ClaimId, type ClaimState } from './claim.ts';
import { describeClaims } from './describe-claims.ts';
import { worthOf } from './open-automatic-claims.ts';

const VIEWS: Readonly<Record<string, readonly ClaimState[] | undefined>> = {
  waiting: ['opened'],
  with_customer: ['needs_more'],
  decided: ['approved', 'rejected'],
  over: CLOSED_STATES,
  open: ['opened', 'needs_more', 'approved', 'rejected'],
  all: undefined,
};
export const statesOf = (view: string): ClaimFilter['states'] => VIEWS[view];

/** A claim that the reader may see. @throws NotFound */
export async function oneClaim(ctx: Context, reader: ClaimReader, claimId: ClaimId): Promise<Claim> {
  const claim = await claimInScope(ctx.db, ctx.scope, reader, claimId);
  if (claim === undefined) throw new NotFound('claim');
  return claim;
}

/** A photo of a claim that the reader may see. @throws NotFound */
export async function openClaimPhoto(
  ctx: Context,
  reader: ClaimReader,
  asked: { readonly claimId: ClaimId; readonly fileId: FileId },
): Promise<Reply<Buffer>> {
  const claim = await oneClaim(ctx, reader, asked.claimId);
  const photos = (await claimPhotosOf(ctx.db, [claim])).get(claim.claimId) ?? [];
  if (!photos.includes(asked.fileId)) throw new NotFound('photo');
  // The claim was checked: a photo is seen by whoever sees it.
  const { file, bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, asked.fileId);
  return new Reply(bytes, { headers: { 'content-type': file.type, 'cache-control': 'private, max-age=300' } });
}

/** What customers wrote, for whoever decides; audited. @throws NotFound */
export async function readClaimWords(
  ctx: Context,
  claimId: ClaimId,
): Promise<{ words: { step: number; words: string }[] }> {
  const claim = await oneClaim(ctx, 'staff', claimId);
  const written = (await claimStepsOf(ctx.db, claim)).flatMap(({ step, wordsSealed }) =>
    wordsSealed === null ? [] : [{ step, personId: claim.personId, sealed: wordsSealed }],
  );
  const words = await ctx.transaction((tx) => ctx.services.vault.openMany(tx, written, 'after_sales'));
  return { words: written.map(({ step }, at) => ({ step, words: typeof words[at] === 'string' ? words[at] : '' })) };
}

/** Why nothing can be claimed of a line now, in a sentence. */
function whyNot(line: Claimable): string | null {
  if (line.until === null) return unitsLeft(line.bought) === 0 ? '已经退款了' : '提货后才能申请售后';
  if (line.units === 0) return '已经申请过或已退款';
  return line.open ? null : `超过了提货后 ${line.bought.claimHours} 小时的售后时间`;
}

/** What can be claimed of an order of the customer's own, or of the staff's area, and for what reasons. @throws NotFound */
export async function readClaimable(
  ctx: Context,
  by: 'customer' | 'staff',
  orderId: OrderId,
): Promise<ClaimableAnswer> {
  const order = await orderInScope(ctx.db, ctx.scope, by, orderId);
  if (order === undefined) throw new NotFound('order');
  const parcels = await opened(ctx, await cardsOfOrders(ctx.db, [order]));
  const claimable = claimableOf(parcels, await claimedUnits(ctx.db, order), ctx.clock.now(), order.state);
  const { needsPhoto } = (await claimRules(ctx.db)).quality;
  return {
    lines: claimable.map((line) => ({
      lineNo: line.bought.lineNo,
      skuId: line.bought.skuId,
      name: line.bought.skuName,
      spec: line.bought.skuSpec,
      unit: line.bought.unit,
      imageId: line.bought.imageId,
      claimable: line.open ? line.units : 0,
      unitFen: line.units === 0 ? 0 : worthOf(line.bought, 1),
      until: line.until?.toISOString() ?? null,
      why: whyNot(line),
    })),
    reasons: OWN_REASONS.map((reason) => ({
      reason,
      name: CLAIM_REASONS[reason],
      needsPhoto: needsPhoto && reason !== 'not_wanted',
    })),
  };
}

export async function filterOf(ctx: Context, query: z.output<typeof claimExportQuery>): Promise<ClaimFilter> {
  const { view, automatic, overdue, text, ...places } = query;
  const { whose } = await whoseOf(ctx, text);
  return {
    ...places,
    states: statesOf(view),
    automatic: automatic === undefined ? undefined : automatic === 'true',
    overdueAt: overdue === undefined ? undefined : ctx.clock.now(),
    whose: whose ?? (text === undefined ? undefined : { personIds: [], numberEnds: text }),
  };
}

/** A page of claims within the reader's area, with counts over all that match whatever the view. */
export async function readClaims(
  ctx: Context,
  query: z.output<typeof claimExportQuery>,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ClaimsAnswer> {
  const filter = await filterOf(ctx, query);
  const found = await listClaims(ctx.db, ctx.scope, 'staff', filter, {
    before: timePlaceOf(page.cursor),
    limit: page.limit + 1,
  });
  const { items, nextCursor } = pageOf(found, page.limit, (claim) => [claim.openedAt.getTime(), claim.claimId]);
  const all = { ...filter, states: undefined, overdueAt: undefined };
  const rows = await countClaims(ctx.db, ctx.scope, 'staff', all, ctx.clock.now());
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const inView = (view: string) => sum((row) => (statesOf(view)?.includes(row.state) === true ? row.claims : 0));
  const byKind: Record<string, number> = {};
  for (const row of rows) byKind[row.kind] = (byKind[row.kind] ?? 0) + row.claims;
  return {
    items: await describeClaims(ctx, items),
    nextCursor,
    counts: {
      waiting: inView('waiting'),
      withCustomer: inView('with_customer'),
      decided: inView('decided'),
      over: inView('over'),
      overdue: sum((row) => row.overdue),
      appealed: sum((row) => row.appealed),
      byKind,
    },
  };
}
