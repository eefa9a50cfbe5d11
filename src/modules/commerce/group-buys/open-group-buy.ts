import type { CommunityId, PickupPointId, SkuId } from '#kernel/ids';
import { Refusal } from '#kernel/errors';
import { refuseBannedWords } from '#engines/text';
import type { Context, Tx } from '#platform/context';
import type { GroupBuy } from './group-buy.ts';
import { frameOf, leaderAt, offeredAt, type OfferedItem } from './leader-choice.ts';
import { LEFT_OUT, prepareGroupBuys, type LeftOutWhy } from './prepare-group-buys.ts';
import { putOnSale } from './put-on-sale.ts';

export interface OpenGroupBuyInput {
  readonly communityId: CommunityId;
  readonly title: string;
  readonly words: string;
  readonly skuIds: readonly SkuId[];
  readonly pickupPointId?: PickupPointId | undefined;
  /** Now, unless said. */
  readonly opensAt?: Date | undefined;
  readonly draft: boolean;
}

/** No group buy can be opened there, and why. */
export class CannotOpenHere extends Refusal {
  constructor(why: LeftOutWhy) {
    super('cannot-open-here', 'conflict', { why: LEFT_OUT[why] });
  }
}

/**
 * A leader opens a group buy in one of their communities: they choose items and words, headquarters' frame says prices
 * and limits. Announces GroupBuyOpened. Throws NotTheirCommunity, NotForLeaders, GroupTermsUnfit, CannotOpenHere,
 * BannedWords.
 */
export async function openGroupBuy(ctx: Context, input: OpenGroupBuyInput): Promise<GroupBuy> {
  return ctx.transaction(async (tx) => {
    const { leaderId, community } = await leaderAt(ctx, tx.db, input.communityId);
    return openForLeader(ctx, tx, { ...input, leaderId, offered: await offeredAt(tx.db, community, tx.now) });
  });
}

/** Part: the same, once it is known who leads and what is offered. What was written before is checked again. */
export async function openForLeader(
  ctx: Context,
  tx: Tx,
  input: OpenGroupBuyInput & { readonly leaderId: GroupBuy['touchpointId']; readonly offered: readonly OfferedItem[] },
): Promise<GroupBuy> {
  refuseBannedWords({ title: input.title, words: input.words });
  const opening = {
    ...frameOf(input.offered, input.skuIds),
    campaignId: null,
    title: input.title,
    words: input.words,
    opensAt: input.opensAt !== undefined && input.opensAt > tx.now ? input.opensAt : tx.now,
    cutOffAt: null,
    openedBy: 'leader',
    leaderId: input.leaderId,
    pickupPointId: input.pickupPointId ?? null,
  } as const;
  const { prepared, leftOut } = await prepareGroupBuys(ctx, tx.db, opening, [input.communityId], tx.now);
  if (leftOut[0] !== undefined) throw new CannotOpenHere(leftOut[0].why);
  const [groupBuy] = await putOnSale(ctx, tx, prepared, input.draft ? 'draft' : 'published');
  if (groupBuy === undefined) throw new Error('a group buy of no campaign is never left out');
  return groupBuy;
}
