import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import { addDays, businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Audience, AudienceId } from './audience.ts';
import { audiencesByIds, findAudience, listAudiences, type ListedAudience } from './audience-store.ts';
import { previewRule, type EvaluatedCommunity } from './evaluation-store.ts';
import { explainFacts, explainRule } from './explain.ts';
import { matchedFacts, type MatchedFact } from './facts.ts';
import {
  countMembersOf,
  listMembers,
  listMemberships,
  listTransitions,
  type ListedMember,
  type ListedTransition,
} from './member-store.ts';
import { namesFor } from './rule-names.ts';
import type { Rule } from './rule.ts';

interface Page {
  /** The id after which the page begins. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface PreviewedCommunity extends EvaluatedCommunity {
  readonly facts: readonly MatchedFact[];
  readonly why: string;
}

/** Door: who fulfils a rule now, within the reader's scope, with the reasons in words. */
export async function previewAudience(
  ctx: Context,
  rule: Rule,
  page: Page,
): Promise<{ sentence: string; count: number; households: number; items: PreviewedCommunity[] }> {
  const today = businessDay(ctx.clock.now());
  const names = await namesFor(ctx.db, ctx.scope, [rule]);
  const { count, households, items } = await previewRule(ctx.db, ctx.scope, rule, today, page);
  const explained = items.map((community) => {
    const facts = matchedFacts(rule, community, Number(today.slice(0, 4)));
    return { ...community, facts, why: explainFacts(facts, names) };
  });
  return { sentence: explainRule(rule, names), count, households, items: explained };
}

export interface ExplainedAudience extends Audience {
  readonly sentence: string;
  readonly memberCount: number;
}

/** Door: one audience, its rule in words, its members counted within the reader's scope. @throws NotFound */
export async function readAudience(ctx: Context, id: AudienceId): Promise<ExplainedAudience> {
  const audience = await findAudience(ctx.db, id);
  if (audience === undefined) throw new NotFound('audience');
  const memberCount = await countMembersOf(ctx.db, ctx.scope, id);
  return {
    ...audience,
    sentence: explainRule(audience.rule, await namesFor(ctx.db, ctx.scope, [audience.rule])),
    memberCount,
  };
}

/** Door: audiences by id, without members: for modules that keep an audience's id. Unknown ids are absent. */
export async function readAudiences(
  ctx: Context,
  ids: readonly AudienceId[],
): Promise<Map<AudienceId, Audience & { readonly sentence: string }>> {
  const audiences = await audiencesByIds(ctx.db, ids);
  const names = await namesFor(
    ctx.db,
    ctx.scope,
    [...audiences.values()].map((each) => each.rule),
  );
  return new Map([...audiences].map(([id, each]) => [id, { ...each, sentence: explainRule(each.rule, names) }]));
}

/** Door: a page of audiences, the newest first. */
export async function browseAudiences(
  ctx: Context,
  filter: { readonly state: Audience['state']; readonly text: string | undefined } & Page,
): Promise<(ListedAudience & { readonly sentence: string })[]> {
  const since = addDays(ctx.clock.now(), -7);
  const audiences = await listAudiences(ctx.db, ctx.scope, { ...filter, before: filter.after, since });
  const names = await namesFor(
    ctx.db,
    ctx.scope,
    audiences.map((each) => each.rule),
  );
  return audiences.map((each) => ({ ...each, sentence: explainRule(each.rule, names) }));
}

/** Door: who is in an audience now, within the reader's scope, by id. @throws NotFound */
export async function audienceMembers(
  ctx: Context,
  id: AudienceId,
  page: Page,
): Promise<{ total: number; items: (ListedMember & { readonly why: string })[] }> {
  const audience = await findAudience(ctx.db, id);
  if (audience === undefined) throw new NotFound('audience');
  const names = await namesFor(ctx.db, ctx.scope, [audience.rule]);
  const members = await listMembers(ctx.db, ctx.scope, id, page);
  const total = await countMembersOf(ctx.db, ctx.scope, id);
  return { total, items: members.map((each) => ({ ...each, why: explainFacts(each.facts, names) })) };
}

/** Door: who came and went, the newest first, within the reader's scope. @throws NotFound */
export async function audienceHistory(
  ctx: Context,
  id: AudienceId,
  page: Page,
): Promise<(ListedTransition & { readonly why: string })[]> {
  const audience = await findAudience(ctx.db, id);
  if (audience === undefined) throw new NotFound('audience');
  const names = await namesFor(ctx.db, ctx.scope, [audience.rule]);
  const moves = await listTransitions(ctx.db, ctx.scope, id, { before: page.after, limit: page.limit });
  return moves.map((each) => ({ ...each, why: explainFacts(each.facts, names) }));
}

/** Door: the live audiences a community is in, with the reasons in words; empty outside the reader's scope. */
export async function audiencesOfCommunity(
  ctx: Context,
  communityId: CommunityId,
): Promise<{ audienceId: AudienceId; name: string; enteredAt: Date; facts: readonly MatchedFact[]; why: string }[]> {
  const memberships = await listMemberships(ctx.db, ctx.scope, communityId);
  const names = await namesFor(
    ctx.db,
    ctx.scope,
    memberships.map((each) => each.rule),
  );
  return memberships.map(({ rule: _, ...each }) => ({ ...each, why: explainFacts(each.facts, names) }));
}
