import { createHash } from 'node:crypto';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { readAudiences } from '#modules/cdp';
import { cities, communitiesByIds } from '#modules/territory';
import { userOf } from '../actor.ts';
import { StandingApprovalChanged } from '../events.ts';
import { packagesByIds, UnknownPackage } from '#modules/commerce';
import { AudienceUnknown } from '../plays/play.ts';
import { insertApproval } from './approval-store.ts';
import {
  ApprovalAreaOutside,
  ApprovalAreaRequired,
  ApprovalNeedsPerson,
  ApprovalUntilInPast,
  statementOf,
  type ApprovalTerms,
  type StandingApproval,
} from './standing-approval.ts';

/**
 * The sentence that signing these terms would sign, after checking them.
 * @throws ApprovalAreaOutside, ApprovalAreaRequired, ApprovalUntilInPast, UnknownPackage, AudienceUnknown
 */
export async function draftStatement(ctx: Context, terms: ApprovalTerms): Promise<string> {
  const { db, scope } = ctx;
  if (terms.validUntil <= ctx.clock.now()) throw new ApprovalUntilInPast();
  const packages = await packagesByIds(db, terms.packageIds);
  if (terms.packageIds.some((id) => packages.get(id)?.active !== true)) throw new UnknownPackage();
  const audiences = await readAudiences(ctx, terms.audienceIds);
  if (terms.audienceIds.some((id) => audiences.get(id)?.state !== 'live')) throw new AudienceUnknown();
  if (!scope.everything && terms.cityIds.length + terms.communityIds.length === 0) throw new ApprovalAreaRequired();
  const known = new Map((await cities(db)).map((city) => [city.id, city.name]));
  const communities = await communitiesByIds(db, terms.communityIds);
  const outside =
    terms.cityIds.some((id) => !known.has(id) || !covers(scope, { cityId: id })) ||
    terms.communityIds.some((id) => {
      const community = communities.get(id);
      return community === undefined || !covers(scope, { cityId: community.cityId, communityId: id });
    });
  if (outside) throw new ApprovalAreaOutside();
  return statementOf(terms, {
    packages: terms.packageIds.map((id) => packages.get(id)?.name ?? ''),
    audiences: terms.audienceIds.map((id) => audiences.get(id)?.name ?? ''),
    cities: terms.cityIds.map((id) => known.get(id) ?? ''),
    communities: terms.communityIds.map((id) => communities.get(id)?.name ?? ''),
  });
}

/**
 * Signs a standing approval: from now on, communities that enter its audiences get their plays without anybody being
 * asked again, within its terms. The text and its hash are kept with the name of who signed.
 * @throws ApprovalNeedsPerson and what `draftStatement` throws
 */
export async function signStandingApproval(ctx: Context, terms: ApprovalTerms): Promise<StandingApproval> {
  const statement = await draftStatement(ctx, terms);
  return ctx.transaction(async (tx) => {
    const signedBy = userOf(tx.actor);
    if (signedBy === null) throw new ApprovalNeedsPerson();
    const approval: StandingApproval = {
      ...terms,
      id: tx.newId<'StandingApproval'>(),
      state: 'live',
      spentFen: fen(0),
      statement,
      statementHash: createHash('sha256').update(statement).digest('hex'),
      signedBy,
      signedAt: tx.now,
      endedBy: null,
      endedAt: null,
      endReason: null,
    };
    await insertApproval(tx.db, approval);
    await tx.announce([StandingApprovalChanged(approval.id, { standingApprovalId: approval.id, state: 'live' })]);
    await tx.audit({
      action: 'sign-standing-approval',
      subject: { kind: 'standing_approval', id: approval.id },
      details: {
        statementHash: approval.statementHash,
        budgetFen: approval.budgetFen,
        packageIds: approval.packageIds,
      },
    });
    return approval;
  });
}
