import { defineRoute, Reply, type Route } from '#platform/http';
import {
  commissionRuleItem,
  commissionRuleParams,
  commissionRulesAnswer,
  endCommissionRuleBody,
  newCommissionRuleBody,
  type CommissionRuleItem,
} from '../contract.ts';
import { addCommissionRule } from './add-commission-rule.ts';
import { endCommissionRule } from './end-commission-rule.ts';
import { listRules } from './rule-store.ts';
import { partyName, ruleState, type CommissionRule } from './rule.ts';

const edit = { permission: 'commission.edit' } as const;
const dateOf = (time: string | undefined): Date | undefined => (time === undefined ? undefined : new Date(time));

const described = (rule: CommissionRule, now: Date): CommissionRuleItem => ({
  ...rule,
  partyName: partyName(rule.partyKind, rule.party) ?? rule.party,
  validFrom: rule.validFrom.toISOString(),
  validUntil: rule.validUntil?.toISOString() ?? null,
  signedAt: rule.signedAt.toISOString(),
  state: ruleState(rule, now),
});

export const commissionRuleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/touchpoints/commission/rules',
    summary: 'Who gets which share: rules that hold, held or will hold, the last to begin first',
    access: { permission: 'commission.read' },
    answer: commissionRulesAnswer,
    handle: async (ctx) => {
      const now = ctx.clock.now();
      return { items: (await listRules(ctx.db)).map((rule) => described(rule, now)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/commission/rules',
    summary: 'Sign a rule; from its beginning on it goes before the one that held so far',
    access: edit,
    body: newCommissionRuleBody,
    answer: commissionRuleItem,
    handle: async (ctx, { body }) => {
      const times = { validFrom: dateOf(body.validFrom), validUntil: dateOf(body.validUntil ?? undefined) ?? null };
      return new Reply(described(await addCommissionRule(ctx, { ...body, ...times }), ctx.clock.now()), {
        status: 201,
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/touchpoints/commission/rules/:ruleId/end',
    summary: 'End a rule, now or later; what was earned under it stays',
    access: edit,
    params: commissionRuleParams,
    body: endCommissionRuleBody,
    answer: commissionRuleItem,
    handle: async (ctx, { params, body }) => {
      const ended = await endCommissionRule(ctx, { ...params, ...body, validUntil: dateOf(body.validUntil) });
      return described(ended, ctx.clock.now());
    },
  }),
];
