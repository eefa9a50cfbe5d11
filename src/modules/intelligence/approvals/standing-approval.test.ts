import { describe, expect, it } from 'vitest';
import { IllegalMove } from '#kernel/errors';
import type { CityId, CommunityId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { PackageId } from '#modules/commerce';
import type { AudienceId } from '../plays/play.ts';
import {
  approvalAfter,
  coversPlace,
  explainShortfall,
  statementOf,
  type ApprovalMove,
  type ApprovalState,
  type ApprovalTerms,
} from './standing-approval.ts';

const here = { cityId: 'sz' as CityId, communityId: 'c1' as CommunityId };
const terms: ApprovalTerms = {
  name: '老房漏水',
  packageIds: ['p' as PackageId],
  audienceIds: ['a' as AudienceId],
  cityIds: [],
  communityIds: [],
  budgetFen: fen(500_000),
  maxPlaysADay: 20,
  validUntil: new Date('2026-07-06T04:00:00Z'),
};

describe('approvalAfter', () => {
  const legal: Readonly<Record<string, ApprovalState>> = {
    'live revoke': 'revoked',
    'live exhaust': 'exhausted',
    'live expire': 'expired',
    'exhausted revoke': 'revoked',
    'exhausted refill': 'live',
    'exhausted expire': 'expired',
  };
  const states: readonly ApprovalState[] = ['live', 'revoked', 'exhausted', 'expired'];
  const moves: readonly ApprovalMove[] = ['revoke', 'exhaust', 'refill', 'expire'];
  it.each(states.flatMap((state) => moves.map((move) => [state, move] as const)))('%s, %s', (state, move) => {
    const next = legal[`${state} ${move}`];
    if (next === undefined) expect(() => approvalAfter(state, move)).toThrow(IllegalMove);
    else expect(approvalAfter(state, move)).toBe(next);
  });
});

describe('coversPlace', () => {
  it('holds everywhere without places, else where one of them is', () => {
    expect(coversPlace(terms, here)).toBe(true);
    expect(coversPlace({ ...terms, cityIds: [here.cityId] }, here)).toBe(true);
    expect(coversPlace({ ...terms, communityIds: [here.communityId] }, here)).toBe(true);
    expect(coversPlace({ ...terms, cityIds: ['hf' as CityId] }, here)).toBe(false);
    expect(coversPlace({ ...terms, communityIds: ['c2' as CommunityId] }, here)).toBe(false);
  });
});

describe('words', () => {
  it('states what is signed: what, where, how much, until when, and that it can be revoked', () => {
    const statement = statementOf(terms, {
      packages: ['漏水检测'],
      audiences: ['老房漏水'],
      cities: ['苏州'],
      communities: [],
    });
    expect(statement).toBe(
      '本人授权系统：小区进入人群「老房漏水」时，可以直接下发套餐「漏水检测」的方案，不再逐个审批。' +
        '范围：苏州。总预算¥5,000.00，每天最多20个，有效期至2026年7月6日。授权可以随时撤销，撤销后立即生效。',
    );
  });

  it('says how much is missing', () => {
    expect(explainShortfall(terms, { kind: 'budget', leftFen: fen(12_000), neededFen: fen(30_000) })).toBe(
      '常设授权「老房漏水」的预算还剩¥120.00，不够这次的¥300.00，请人工批准',
    );
  });
});
