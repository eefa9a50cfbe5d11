import { Refusal } from '#kernel/errors';
import type { Id, UserId } from '#kernel/ids';
import { isRole, ROLES } from '../people/touchpoint.ts';

export type CommissionRuleId = Id<'CommissionRule'>;

/** A role at the front earns by what it brings; a partner organisation by what is sold where it works. */
export type PartyKind = 'role' | 'partner';

const PARTNER_KINDS: Readonly<Record<string, string>> = { property_company: '物业公司', agency: '中介机构' };

/** How people call the party: 物业管家, 物业公司. Undefined for one that there is not. */
export function partyName(kind: PartyKind, party: string): string | undefined {
  if (kind === 'partner') return Object.hasOwn(PARTNER_KINDS, party) ? PARTNER_KINDS[party] : undefined;
  return isRole(party) ? ROLES[party] : undefined;
}

export interface CommissionRule {
  readonly ruleId: CommissionRuleId;
  readonly partyKind: PartyKind;
  /** A role, or a kind of partner. */
  readonly party: string;
  /** Null for all packages. */
  readonly packageId: Id<'Package'> | null;
  /** Basis points of what was received. */
  readonly rateBps: number;
  readonly holdDays: number;
  readonly validFrom: Date;
  /** Exclusive; null for no end. */
  readonly validUntil: Date | null;
  readonly reason: string;
  /** Null for what the installation brought. */
  readonly signedBy: UserId | null;
  readonly signedAt: Date;
  readonly endedBy: UserId | null;
  readonly endReason: string | null;
}

/**
 * Somebody would be paid for what others sell, whom they brought in. Forbidden: 《禁止传销条例》 art. 7 (3), pay counted on
 * the sales of those below. Whoever brought the order earns, nobody above them.
 */
export class DownlineRefused extends Refusal {
  constructor() {
    super('commission-downline', 'invalid');
  }
}

export class UnknownParty extends Refusal {
  constructor() {
    super('commission-party-unknown', 'invalid');
  }
}

/** A rule or its end would change what has been earned already. */
export class RuleInThePast extends Refusal {
  constructor() {
    super('commission-rule-past', 'invalid');
  }
}

export class RuleEndsBeforeItBegins extends Refusal {
  constructor() {
    super('commission-rule-ends-early', 'invalid');
  }
}

export class RuleNeedsPerson extends Refusal {
  constructor() {
    super('commission-rule-needs-person', 'forbidden');
  }
}

/** A rule holds in all cities: only whoever sees everything changes it. */
export class RulesAreHeadquarters extends Refusal {
  constructor() {
    super('commission-rules-headquarters', 'forbidden');
  }
}

export class RuleEndedAlready extends Refusal {
  constructor() {
    super('commission-rule-ended', 'conflict');
  }
}

export type NewRule = Pick<
  CommissionRule,
  'partyKind' | 'party' | 'packageId' | 'rateBps' | 'holdDays' | 'validFrom' | 'validUntil' | 'reason'
> & {
  /** How far from the sale; 1 is whoever brought it. */
  readonly level: number;
};

/** Throws DownlineRefused, UnknownParty, RuleInThePast, RuleEndsBeforeItBegins. */
export function checkRule(rule: NewRule, now: Date): void {
  if (rule.level !== 1) throw new DownlineRefused();
  if (partyName(rule.partyKind, rule.party) === undefined) throw new UnknownParty();
  if (rule.validFrom < now) throw new RuleInThePast();
  if (rule.validUntil !== null && rule.validUntil <= rule.validFrom) throw new RuleEndsBeforeItBegins();
}

/** The rule with its end; one that has not begun never does. Throws RuleEndedAlready, RuleInThePast. */
export function endRule(
  rule: CommissionRule,
  end: { readonly validUntil: Date; readonly endedBy: UserId; readonly reason: string },
  now: Date,
): CommissionRule {
  if (rule.validUntil !== null && rule.validUntil <= end.validUntil) throw new RuleEndedAlready();
  if (end.validUntil < now) throw new RuleInThePast();
  const validUntil = end.validUntil < rule.validFrom ? rule.validFrom : end.validUntil;
  return { ...rule, validUntil, endedBy: end.endedBy, endReason: end.reason };
}

export function ruleState(
  rule: Pick<CommissionRule, 'validFrom' | 'validUntil'>,
  at: Date,
): 'planned' | 'live' | 'over' {
  if (rule.validUntil !== null && rule.validUntil <= at) return 'over';
  return rule.validFrom > at ? 'planned' : 'live';
}

/**
 * The rule for a party and package at a moment. Of those in force the one for the package goes before the one for all,
 * then the one that began last: a rule for November lets the one before it hold again in December.
 */
export function ruleInForce(
  rules: readonly CommissionRule[],
  asked: { readonly partyKind: PartyKind; readonly party: string; readonly packageId: Id<'Package'> | null },
  at: Date,
): CommissionRule | undefined {
  return rules
    .filter(
      (rule) =>
        rule.partyKind === asked.partyKind &&
        rule.party === asked.party &&
        (rule.packageId === null || rule.packageId === asked.packageId) &&
        ruleState(rule, at) === 'live',
    )
    .toSorted(
      (a, b) =>
        Number(a.packageId === null) - Number(b.packageId === null) ||
        b.validFrom.getTime() - a.validFrom.getTime() ||
        (a.ruleId < b.ruleId ? 1 : -1),
    )[0];
}
