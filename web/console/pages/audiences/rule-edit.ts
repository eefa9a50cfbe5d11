import type { Comparison, Condition, Rule } from '#modules/cdp/contract';

/*
 * Editing a rule without ever holding something that is none: every function answers a new tree. While somebody edits,
 * the root is a group, so that there is always a place for one more condition; `simplified` takes such groups out again.
 */

/** The way to a part: the position in each group from the root on; under `not` there is only position 0. */
export type Path = readonly number[];
export type Group = { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] };

/** As in the contract; the console imports its types only. */
export const MAX_DEPTH = 4;
export const MAX_CONDITIONS = 30;

export const isGroup = (rule: Rule): rule is Group => 'all' in rule || 'any' in rule;
export const isNot = (rule: Rule): rule is { readonly not: Rule } => 'not' in rule;
export const isCondition = (rule: Rule): rule is Condition => 'fact' in rule;

export function childrenOf(rule: Rule): readonly Rule[] {
  if ('all' in rule) return rule.all;
  if ('any' in rule) return rule.any;
  return 'not' in rule ? [rule.not] : [];
}

const groupLike = (group: Group, children: readonly Rule[]): Group =>
  'all' in group ? { all: children } : { any: children };

export const joinedBy = (group: Group): 'all' | 'any' => ('all' in group ? 'all' : 'any');

/** The rule with a group at its root. */
export const rooted = (rule: Rule): Group => (isGroup(rule) ? rule : { all: [rule] });

export function partAt(rule: Rule, path: Path): Rule | undefined {
  return path.reduce<Rule | undefined>((part, at) => (part === undefined ? undefined : childrenOf(part)[at]), rule);
}

/** The rule with another part there; undefined takes it out, and with it every group that it leaves empty. */
function changed(rule: Rule, path: Path, change: (part: Rule) => Rule | undefined): Rule | undefined {
  const [at, ...rest] = path;
  if (at === undefined) return change(rule);
  const children = childrenOf(rule);
  const child = children[at];
  if (child === undefined) return rule;
  const next = changed(child, rest, change);
  if (isNot(rule)) return next === undefined ? undefined : { not: next };
  if (!isGroup(rule)) return rule;
  const left = next === undefined ? children.toSpliced(at, 1) : children.with(at, next);
  return left.length === 0 ? undefined : groupLike(rule, left);
}

export const replaceAt = (root: Group, path: Path, part: Rule): Group =>
  rooted(changed(root, path, () => part) ?? { all: [] });

export function removeAt(root: Group, path: Path): Group {
  const left = changed(root, path, () => undefined);
  return left === undefined ? groupLike(root, []) : rooted(left);
}

/** Adds to the end of the group at a path. */
export const appendAt = (root: Group, path: Path, part: Rule): Group =>
  rooted(
    changed(root, path, (group) => (isGroup(group) ? groupLike(group, [...childrenOf(group), part]) : group)) ?? root,
  );

/** All of these, or any of these. */
export const joinAt = (root: Group, path: Path, by: 'all' | 'any'): Group =>
  replaceAt(
    root,
    path,
    by === 'all' ? { all: childrenOf(partAt(root, path) ?? root) } : { any: childrenOf(partAt(root, path) ?? root) },
  );

/** Turns a part into its opposite, and back. */
export const negateAt = (root: Group, path: Path): Group =>
  rooted(changed(root, path, (part) => (isNot(part) ? part.not : { not: part })) ?? root);

/** Levels of groups, `not` included, as the contract counts them. */
export function depthOf(rule: Rule): number {
  if (isCondition(rule)) return 0;
  return 1 + Math.max(0, ...childrenOf(rule).map(depthOf));
}

export function conditionsIn(rule: Rule): readonly Condition[] {
  return isCondition(rule) ? [rule] : childrenOf(rule).flatMap(conditionsIn);
}

/** Whether the part at a path may be put into one more level. */
export function mayDeepen(root: Group, path: Path): boolean {
  const part = partAt(root, path);
  return part !== undefined && path.length + depthOf(part) < MAX_DEPTH;
}

/** Whether a group can stand inside the group at a path. */
export const mayNest = (path: Path): boolean => path.length + 2 <= MAX_DEPTH;

/** Without groups of one and without what is turned around twice: what is saved, and what tells a changed rule from an unchanged one. */
export function simplified(rule: Rule): Rule {
  if (isCondition(rule)) return rule;
  if (isNot(rule)) {
    const inner = simplified(rule.not);
    return isNot(inner) ? inner.not : { not: inner };
  }
  const children = childrenOf(rule).map(simplified);
  const [only] = children;
  return children.length === 1 && only !== undefined ? only : groupLike(rule as Group, children);
}

export const sameRule = (one: Rule, other: Rule): boolean =>
  JSON.stringify(simplified(one)) === JSON.stringify(simplified(other));

/** Why a rule cannot be counted yet, in words; empty when it can. */
export function faultsOf(root: Group): string[] {
  const conditions = conditionsIn(root);
  const faults: string[] = [];
  if (conditions.length === 0) faults.push('先加一个条件');
  if (conditions.length > MAX_CONDITIONS) faults.push(`一条规则最多 ${MAX_CONDITIONS} 个条件，拆成两个人群吧`);
  if (conditions.some((condition) => 'in' in condition && condition.in.length === 0)) faults.push('有一处还没选');
  if (conditions.some((condition) => 'topic' in condition && condition.topic === '')) faults.push('有一处还没选话题');
  return faults;
}

const FIRST_VALUES: Readonly<Record<string, number>> = {
  age_years: 15,
  built_year: 2005,
  households: 500,
  members: 50,
  density: 0.05,
  orders: 10,
  mentions: 3,
  people: 3,
  mentions_to_city: 2,
  people_to_city: 2,
  complaints: 3,
  complaints_to_city: 2,
};

const FIRST_IS: Readonly<Partial<Record<Condition['fact'], Comparison>>> = { built_year: 'at_most' };

/** A condition on a fact; what it has in common with the one before is kept. */
export function conditionOn(fact: Condition['fact'], before?: Condition): Condition {
  const keep = <Key extends string, Value>(key: Key, otherwise: Value): Value =>
    before !== undefined && key in before ? ((before as unknown as Record<Key, Value>)[key] ?? otherwise) : otherwise;
  const is = keep('is', FIRST_IS[fact] ?? ('at_least' as const));
  const value = FIRST_VALUES[fact] ?? 1;
  const days = keep('days', 30);
  switch (fact) {
    case 'city':
    case 'district':
    case 'store':
    case 'partner':
      return { fact, in: [] };
    case 'orders':
      return { fact, days, is, value };
    case 'mentions':
    case 'people':
    case 'complaints':
    case 'mentions_to_city':
    case 'people_to_city':
    case 'complaints_to_city':
      return { fact, topic: keep('topic', ''), days, is, value: sameUnit(fact, before) ? keep('value', value) : value };
    default:
      return { fact, is, value };
  }
}

const sameUnit = (fact: string, before: Condition | undefined): boolean =>
  before !== undefined && before.fact.endsWith('_to_city') === fact.endsWith('_to_city') && 'topic' in before;

/** A rule that came in an address; undefined when it is none. The server decides again. */
export function ruleFrom(text: string | undefined): Rule | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return looksLikeRule(value, MAX_DEPTH) ? value : undefined;
  } catch {
    return undefined;
  }
}

function looksLikeRule(value: unknown, depth: number): value is Rule {
  if (typeof value !== 'object' || value === null || depth < 0) return false;
  const { fact, all, any, not } = value as Readonly<Record<string, unknown>>;
  if (typeof fact === 'string') return fact in FIRST_VALUES || ['city', 'district', 'store', 'partner'].includes(fact);
  if (not !== undefined) return looksLikeRule(not, depth - 1);
  const children = all ?? any;
  return Array.isArray(children) && children.every((child) => looksLikeRule(child, depth - 1));
}
