import { fen, formatYuan, type Fen } from '#kernel/money';
import { CLAIM_KINDS, type ClaimKind } from './claim.ts';

/** When a claim is granted without anybody looking. It never says no: what it does not grant waits for a person. */
export interface ClaimRule {
  readonly kind: ClaimKind;
  /** Up to so much; 0: never. */
  readonly automaticUpToFen: Fen;
  /** Only to customers with at most so many claims in thirty days, this one included. */
  readonly maxClaims30: number;
  /** From the second claim on: only where not more of the orders of thirty days than so many in a hundred were claimed. */
  readonly maxRatePercent: number;
  readonly needsPhoto: boolean;
  /** What waits is decided within so many hours. */
  readonly decideWithinHours: number;
}

export interface KeptClaimRule extends ClaimRule {
  /** 0 for what holds until somebody says otherwise. */
  readonly revision: number;
  readonly reason: string;
  readonly changedAt: Date | null;
}

const EVERYBODY = { maxClaims30: 100, maxRatePercent: 100 } as const;

/** What holds until somebody says otherwise. */
export const DEFAULT_RULES: Readonly<Record<ClaimKind, ClaimRule>> = {
  // What never came cannot be doubted.
  shortage: {
    kind: 'shortage',
    automaticUpToFen: fen(10_000_00),
    ...EVERYBODY,
    needsPhoto: false,
    decideWithinHours: 4,
  },
  damage: { kind: 'damage', automaticUpToFen: fen(100_00), ...EVERYBODY, needsPhoto: true, decideWithinHours: 12 },
  quality: {
    kind: 'quality',
    automaticUpToFen: fen(20_00),
    maxClaims30: 3,
    maxRatePercent: 30,
    needsPhoto: true,
    decideWithinHours: 24,
  },
  return: { kind: 'return', automaticUpToFen: fen(0), ...EVERYBODY, needsPhoto: false, decideWithinHours: 48 },
  exchange: { kind: 'exchange', automaticUpToFen: fen(0), ...EVERYBODY, needsPhoto: true, decideWithinHours: 24 },
};

/** Everything that a decision by rule is made from; kept with it. */
export interface RuleInputs {
  readonly amountFen: Fen;
  readonly photos: number;
  /** Of the customer in thirty days, without those that nobody had to ask for, this one included. */
  readonly claims30: number;
  /** Orders of theirs in thirty days. */
  readonly orders30: number;
  /** In ninety days: granted by rule, and somebody said later that it was wrong. */
  readonly overridden90: number;
}

export interface RuleDecision {
  readonly decision: 'refund' | 'wait';
  /** A sentence with figures. */
  readonly reason: string;
}

const wait = (reason: string): RuleDecision => ({ decision: 'wait', reason });

/** Grants a claim, or leaves it to a person, and says why. */
export function decideByRule(rule: ClaimRule, inputs: RuleInputs): RuleDecision {
  const { amountFen, photos, claims30, orders30, overridden90 } = inputs;
  const kind = CLAIM_KINDS[rule.kind];
  if (rule.automaticUpToFen === 0) return wait(`${kind}都由人处理`);
  if (amountFen > rule.automaticUpToFen) {
    return wait(`${formatYuan(amountFen)} 超过自动上限 ${formatYuan(rule.automaticUpToFen)}，由人处理`);
  }
  if (rule.needsPhoto && photos === 0) return wait('没有照片，由人处理');
  if (overridden90 > 0) return wait(`近 90 天有 ${overridden90} 次自动同意被改判，由人处理`);
  if (claims30 > rule.maxClaims30) return wait(`近 30 天第 ${claims30} 次售后，超过 ${rule.maxClaims30} 次，由人处理`);
  const rate = orders30 === 0 ? 100 : Math.min(100, Math.ceil((claims30 * 100) / orders30));
  if (claims30 > 1 && rate > rule.maxRatePercent) {
    return wait(`近 30 天 ${orders30} 单有 ${claims30} 次售后（${rate}%），超过 ${rule.maxRatePercent}%，由人处理`);
  }
  // What opened by itself says nothing of its customer.
  const often = claims30 === 0 ? '' : `，近 30 天第 ${claims30} 次`;
  return {
    decision: 'refund',
    reason: `${kind} ${formatYuan(amountFen)}，不超过 ${formatYuan(rule.automaticUpToFen)}${often}，自动同意`,
  };
}
