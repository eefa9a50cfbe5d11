import { z } from 'zod';
import { cityId, communityId, idOf, partnerId, touchpointId, userId } from '#platform/fields';

const time = z.iso.datetime();
const fen = z.number().int();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const nextCursor = z.string().nullable();
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份写成 2026-11');

const lineFacts = {
  lineId: idOf<'CommissionLine'>(),
  /** Earned by a payment, or taken back by a refund. */
  kind: z.enum(['accrual', 'reversal']),
  /** Of the earning that it belongs to: 待结算, 可结算, or 已扣回 when all of it was taken back. */
  state: z.enum(['held', 'payable', 'reversed']),
  stateName: z.string(),
  orderNumber: z.string(),
  /** Of the payment: 定金 or 尾款. */
  stage: z.enum(['deposit', 'balance', 'full']),
  cityId,
  communityId,
  communityName: z.string(),
  cityName: z.string(),
  /** The money it is a share of, after discounts: negative for a refund. */
  baseFen: fen,
  /** Basis points: 300 is 3 %. */
  rateBps: z.number().int(),
  /** Negative when taken back. */
  amountFen: fen,
  occurredAt: time,
  /** Not before that. */
  payableAt: time,
  /** Of goods: not before their order is complete either. */
  awaitsCompletion: z.boolean(),
  /** Says all of it: 「订单 … 收到定金 ¥3,000，按物业管家 3% 计 ¥90，12月7日可结」. */
  text: z.string(),
};

// Commission, for those who earn it

export const myCommissionExportQuery = z.object({ month: month.optional() });
export const myCommissionQuery = myCommissionExportQuery.extend(page);
export const myCommissionLine = z.object(lineFacts);
export const myCommissionAnswer = z.object({
  items: z.array(myCommissionLine),
  nextCursor,
  /** Of all months; what a refund takes back is taken off. */
  totals: z.object({
    heldFen: fen,
    payableFen: fen,
    /** The month that was asked for, or the one that runs. */
    month,
    monthFen: fen,
  }),
});

// Commission, for those who steer

const filter = {
  month: month.optional(),
  cityId: cityId.optional(),
  communityId: communityId.optional(),
};
export const commissionExportQuery = z.object({
  ...filter,
  touchpointId: touchpointId.optional(),
  partnerId: partnerId.optional(),
  orderId: idOf<'Order'>().optional(),
});
export const commissionQuery = commissionExportQuery.extend(page);
export const commissionLine = z.object({
  ...lineFacts,
  orderId: idOf<'Order'>(),
  /** Whose it is: one of the two. */
  touchpointId: touchpointId.nullable(),
  partnerId: partnerId.nullable(),
  /** A person's is masked: 王*. */
  ownerName: z.string(),
  /** 物业管家, 物业公司. */
  partyName: z.string(),
});
const totals = {
  /** Earned by payments. */
  accruedFen: fen,
  /** Taken back by refunds: ≤ 0. */
  reversedFen: fen,
  heldFen: fen,
  payableFen: fen,
};
export const commissionAnswer = z.object({
  items: z.array(commissionLine),
  nextCursor,
  /** Of all lines that match. */
  totals: z.object(totals),
});

export const commissionOwnersQuery = z.object({ ...filter, by: z.enum(['touchpoint', 'partner']), ...page });
export const commissionOwner = z.object({
  touchpointId: touchpointId.nullable(),
  partnerId: partnerId.nullable(),
  ownerName: z.string(),
  partyName: z.string(),
  lines: z.number().int(),
  ...totals,
});
/** The largest sum first. */
export const commissionOwnersAnswer = z.object({ items: z.array(commissionOwner), nextCursor });

// Rules

const reason = z.string().trim().min(2, '请写明原因').max(200);
export const commissionRuleItem = z.object({
  ruleId: idOf<'CommissionRule'>(),
  partyKind: z.enum(['role', 'partner']),
  /** A role at the front, or a kind of partner organisation. */
  party: z.string(),
  partyName: z.string(),
  /** Null for all packages; a rule for a package goes before. */
  packageId: idOf<'Package'>().nullable(),
  rateBps: z.number().int(),
  holdDays: z.number().int(),
  validFrom: time,
  validUntil: time.nullable(),
  state: z.enum(['planned', 'live', 'over']),
  reason: z.string(),
  /** Null for what the installation brought. */
  signedBy: userId.nullable(),
  signedAt: time,
  endedBy: userId.nullable(),
  endReason: z.string().nullable(),
});
export const commissionRulesAnswer = z.object({ items: z.array(commissionRuleItem) });
export const newCommissionRuleBody = z.object({
  partyKind: z.enum(['role', 'partner']),
  party: z.string().trim().min(1).max(40),
  packageId: idOf<'Package'>().nullable().default(null),
  rateBps: z.number().int().min(0).max(10_000),
  holdDays: z.number().int().min(0).max(366).default(15),
  /** From now on unless said. */
  validFrom: time.optional(),
  validUntil: time.nullable().default(null),
  /** How far from the sale: 1 is whoever brought it. More is refused. */
  level: z.number().int().min(1).max(9).default(1),
  reason,
});
export const commissionRuleParams = z.object({ ruleId: idOf<'CommissionRule'>() });
/** It ends now unless said. */
export const endCommissionRuleBody = z.object({ validUntil: time.optional(), reason });

export type MyCommissionLine = z.output<typeof myCommissionLine>;
export type MyCommissionAnswer = z.output<typeof myCommissionAnswer>;
export type CommissionLineItem = z.output<typeof commissionLine>;
export type CommissionAnswer = z.output<typeof commissionAnswer>;
export type CommissionOwner = z.output<typeof commissionOwner>;
export type CommissionRuleItem = z.output<typeof commissionRuleItem>;
