import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { refuseBannedWords } from '#engines/text';
import { signingArea, type AreaAsked, type NamedArea } from '../prices/signing-area.ts';
import type { PromotionId } from './benefit.ts';
import { insertPromotion, promotionInScope, setClaimLimit, updatePromotion } from './promotion-store.ts';
import {
  checkPromotion,
  checkPublishedEdit,
  PromotionChangedMeanwhile,
  PromotionRevisionRequired,
  PromotionTermsFixed,
  type Promotion,
  type PromotionFacts,
} from './promotion.ts';

export interface SavePromotionInput {
  /** Absent for a new one, which is a draft. */
  readonly promotionId?: PromotionId;
  /** The revision that an edit is based on. */
  readonly expectedRevision?: number | undefined;
  readonly facts: PromotionFacts;
  readonly area: AreaAsked;
}

/**
 * Adds a promotion for an area of the actor's own, or edits one. A draft may change in everything; what was published
 * only to the better.
 * @throws NotFound, PriceAreaUnknown, PromotionUnfit, PromotionTermsFixed, PromotionCodeTaken, PromotionChangedMeanwhile,
 * PromotionRevisionRequired, BannedWords
 */
export async function savePromotion(ctx: Context, input: SavePromotionInput): Promise<Promotion> {
  const { facts, promotionId } = input;
  refuseBannedWords({ title: facts.title, grantedFor: facts.grantedFor ?? '' });
  checkPromotion(facts);
  return ctx.transaction(async (tx) => {
    // Whatever is not the actor's is not there, before anything is said about the area.
    const before = promotionId === undefined ? undefined : await promotionInScope(tx.db, ctx.scope, promotionId);
    if (promotionId !== undefined && before === undefined) throw new NotFound('promotion');
    const named = await signingArea(ctx, tx.db, input.area);
    const saved = before === undefined ? await add(tx, facts, named) : await edit(tx, before, input, named);
    if (!(await setClaimLimit(tx.db, saved.promotionId, saved.claimLimit))) throw new PromotionTermsFixed();
    await tx.audit({
      action: 'save-promotion',
      subject: { kind: 'promotion', id: saved.promotionId },
      details: { revision: saved.revision, state: saved.state, rule: saved.rule, area: saved.area },
    });
    return saved;
  });
}

async function add(tx: Tx, facts: PromotionFacts, named: NamedArea): Promise<Promotion> {
  const promotion: Promotion = {
    ...facts,
    ...named,
    promotionId: tx.newId<'Promotion'>(),
    state: 'draft',
    revision: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  await insertPromotion(tx.db, promotion);
  return promotion;
}

async function edit(
  tx: Tx,
  before: Promotion,
  { expectedRevision, facts }: SavePromotionInput,
  named: NamedArea,
): Promise<Promotion> {
  if (expectedRevision === undefined) throw new PromotionRevisionRequired();
  const { promotionId, state, createdAt } = before;
  const after: Promotion = {
    ...facts,
    ...named,
    promotionId,
    state,
    createdAt,
    revision: expectedRevision + 1,
    updatedAt: tx.now,
  };
  if (state !== 'draft') checkPublishedEdit(before, after);
  if (!(await updatePromotion(tx.db, after))) throw new PromotionChangedMeanwhile(before.title);
  return after;
}
