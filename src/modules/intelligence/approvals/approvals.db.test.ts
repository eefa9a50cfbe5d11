import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import { addDays, DAY } from '#kernel/time';
import { readAfter } from '#platform/outbox';
import type { Scope } from '#platform/permission';
import type { Package } from '#modules/commerce';
import { useContext } from '#testing';
import { PlayApproved, PlayProposed, StandingApprovalChanged } from '../events.ts';
import {
  browseApprovals,
  browsePlays,
  expireStandingApprovals,
  proposeOnEntry,
  readApproval,
  readPlay,
  revokeStandingApproval,
  savePlaySetting,
  signStandingApproval,
  withdrawPlay,
  type ApprovalTerms,
  type StandingApproval,
} from '../index.ts';
import type { AudienceId } from '../plays/play.ts';
import { addPackage, leakAudience, makePlaces, person, talk, type TestPlaces } from '../test-places.ts';
import { spentOnPlays } from './approval-store.ts';
import {
  ApprovalAlreadyEnded,
  ApprovalAreaOutside,
  ApprovalAreaRequired,
  ApprovalNeedsPerson,
  ApprovalUntilInPast,
} from './standing-approval.ts';

const COST = 10_000;
const world = useContext();
let places: TestPlaces;
let leak: Package;
let audiences = 0;

beforeAll(async () => {
  places = await makePlaces(world, 40);
  leak = await addPackage(world.ctx(), 'leak-check', { name: '漏水检测', costFen: fen(COST) });
});

const db = () => world.database.db;
const signer = (scope?: Scope) => world.ctx({ actor: person(world.ctx()), ...(scope && { scope }) });

/** An audience of its own, which communities enter by 10 mentions of leaks; nobody is in yet. */
async function newAudience(): Promise<AudienceId> {
  audiences += 1;
  return leakAudience(world.ctx(), `漏水${audiences}`, 1_000);
}

async function sign(
  audienceId: AudienceId,
  terms: Partial<ApprovalTerms> = {},
  scope?: Scope,
): Promise<StandingApproval> {
  return signStandingApproval(signer(scope), {
    name: '老房漏水',
    packageIds: [leak.id],
    audienceIds: [audienceId],
    cityIds: [],
    communityIds: [],
    budgetFen: fen(100 * COST),
    maxPlaysADay: 100,
    validUntil: addDays(world.clock.now(), 30),
    ...terms,
  });
}

let entries = 0;
/** The entry of a community as its event delivers it. */
const enter = (audienceId: AudienceId, code: string, key = `entry-${(entries += 1)}`) =>
  proposeOnEntry(world.ctx({ key }), { audienceId, ...places.community(code) });

async function countEvents(type: string, playId: string): Promise<number> {
  await world.drain();
  return (await readAfter(db(), 0, [type], 10_000)).filter(({ aggregateId }) => aggregateId === playId).length;
}

describe('a standing approval', () => {
  it('issues a play when a community tips over the threshold, with its reasons and its basis', async () => {
    const audienceId = await leakAudience(world.ctx(), '刚开始漏水', 5);
    const approval = await sign(audienceId);
    await talk(world, 'S1', '漏水', 4);
    expect(await browsePlays(world.ctx(), { audienceId }, { before: undefined, limit: 9 })).toEqual([]);
    await talk(world, 'S1', '又漏水', 1);
    const [play] = await browsePlays(world.ctx(), { audienceId }, { before: undefined, limit: 9 });
    expect(play).toMatchObject({ state: 'approved', approvedBy: 'standing_approval', standingApprovalId: approval.id });
    expect(play!.reasons.at(-1)).toBe('依据6月6日签署的常设授权「老房漏水」，直接下发');
    expect(await countEvents(PlayProposed.type, play!.id)).toBe(1);
    expect(await countEvents(PlayApproved.type, play!.id)).toBe(1);
    const page = await readPlay(world.ctx(), play!.id);
    expect(page.history.map(({ kind, madeBy }) => [kind, madeBy])).toEqual([
      ['proposed', 'system'],
      ['approved', 'standing_approval'],
    ]);
    expect(await readApproval(world.ctx(), approval.id)).toMatchObject({
      spentFen: COST,
      plays: 1,
      playsToday: 1,
      state: 'live',
    });
  });

  it('takes effect once for an entry, however often it is delivered', async () => {
    const audienceId = await newAudience();
    const approval = await sign(audienceId);
    const first = await enter(audienceId, 'S2', 'same-entry');
    const again = await Promise.all([enter(audienceId, 'S2', 'same-entry'), enter(audienceId, 'S2', 'same-entry')]);
    expect(first.state).toBe('approved');
    expect(again).toEqual([first, first]);
    expect((await readApproval(world.ctx(), approval.id)).spentFen).toBe(COST);
  });

  it('never overspends, however many communities enter at once', async () => {
    const audienceId = await newAudience();
    const approval = await sign(audienceId, { budgetFen: fen(7 * COST + 1) });
    const codes = Array.from({ length: 20 }, (_, at) => `S${at + 11}`);
    const outcomes = await Promise.all(codes.map((code) => enter(audienceId, code)));
    expect(outcomes.filter(({ state }) => state === 'approved')).toHaveLength(7);
    expect(outcomes.filter(({ state }) => state === 'proposed')).toHaveLength(13);
    expect(await readApproval(world.ctx(), approval.id)).toMatchObject({
      spentFen: 7 * COST,
      state: 'exhausted',
      playsToday: 7,
    });
    const waiting = await readPlay(world.ctx(), outcomes.find(({ state }) => state === 'proposed')!.playId as never);
    expect(waiting.reasons.at(-1)).toBe('常设授权「老房漏水」的预算还剩¥0.01，不够这次的¥100.00，请人工批准');
    expect(await spentOnPlays(db())).toEqual([]);
  });

  it('keeps to its number of plays a day, also at once, and starts afresh the next day', async () => {
    const audienceId = await newAudience();
    await sign(audienceId, { maxPlaysADay: 2 });
    const outcomes = await Promise.all(['S3', 'S4', 'S5', 'S6'].map((code) => enter(audienceId, code)));
    expect(outcomes.filter(({ state }) => state === 'approved')).toHaveLength(2);
    const waiting = await readPlay(world.ctx(), outcomes.find(({ state }) => state === 'proposed')!.playId as never);
    expect(waiting.reasons.at(-1)).toBe('常设授权「老房漏水」今天已下发2个，到了每天的上限，请人工批准');
    world.clock.advance(DAY);
    expect((await enter(audienceId, 'S7')).state).toBe('approved');
  });

  it('gets back what a withdrawn play had cost, and is live again', async () => {
    const audienceId = await newAudience();
    const approval = await sign(audienceId, { budgetFen: fen(COST) });
    const { playId } = await enter(audienceId, 'S8');
    expect((await readApproval(world.ctx(), approval.id)).state).toBe('exhausted');
    await withdrawPlay(signer(), { playId: playId as never, reason: '地址错了' });
    expect(await readApproval(world.ctx(), approval.id)).toMatchObject({ state: 'live', spentFen: 0 });
    expect(await spentOnPlays(db())).toEqual([]);
  });

  it('ends at once when it is revoked, and by the clock when its time is over', async () => {
    const audienceId = await newAudience();
    const approval = await sign(audienceId);
    const revoked = await revokeStandingApproval(signer(), { approvalId: approval.id, reason: '活动取消' });
    expect(revoked).toMatchObject({ state: 'revoked', endReason: '活动取消' });
    expect(await enter(audienceId, 'S9')).toEqual({ playId: null, state: null });
    await expect(revokeStandingApproval(signer(), { approvalId: approval.id, reason: '再来' })).rejects.toThrow(
      ApprovalAlreadyEnded,
    );

    const short = await sign(audienceId, { validUntil: addDays(world.clock.now(), 1) });
    world.clock.advance(DAY);
    expect(await enter(audienceId, 'S9')).toEqual({ playId: null, state: null });
    expect((await readApproval(world.ctx(), short.id)).state).toBe('expired');
    expect(await expireStandingApprovals(world.ctx())).toEqual({ expired: 1 });
    await world.drain();
    const changes = (await readAfter(db(), 0, [StandingApprovalChanged.type], 10_000)).filter(
      ({ aggregateId }) => aggregateId === short.id,
    );
    expect(changes.map(({ payload }) => (payload as { state: string }).state)).toEqual(['live', 'expired']);
  });

  it('holds only where and for what it was signed', async () => {
    const audienceId = await newAudience();
    await sign(audienceId, { communityIds: [places.community('S31').communityId] });
    expect((await enter(audienceId, 'S32')).state).toBeNull();
    expect((await enter(audienceId, 'S31')).state).toBe('approved');
    expect((await enter(await newAudience(), 'S31')).state).toBeNull();
  });
});

describe('an automatic audience', () => {
  it('proposes on entry and leaves the decision to a person', async () => {
    const audienceId = await newAudience();
    const setting = await savePlaySetting(signer(), {
      audienceId,
      expectedRevision: 0,
      automatic: true,
      packageIds: [leak.id],
    });
    expect(setting.revision).toBe(1);
    expect((await enter(audienceId, 'S33')).state).toBe('proposed');
    await savePlaySetting(signer(), { audienceId, expectedRevision: 1, automatic: false, packageIds: [] });
    expect((await enter(audienceId, 'S34')).state).toBeNull();
  });
});

describe('signing', () => {
  it('keeps the text, its hash and who signed', async () => {
    const approval = await sign(await newAudience(), { cityIds: [places.suzhou] }, places.suzhouScope);
    expect(approval.statement).toMatch(
      /^本人授权系统：小区进入人群「漏水\d+」时，可以直接下发套餐「漏水检测」的方案，不再逐个审批。范围：苏州。总预算¥10,000.00，每天最多100个/,
    );
    expect(approval.statementHash).toBe(createHash('sha256').update(approval.statement).digest('hex'));
    expect(approval.signedBy).not.toBeNull();
  });

  it('is refused without a person, beyond the signer’s area, and for the past', async () => {
    const audienceId = await newAudience();
    const terms = {
      name: '甲',
      packageIds: [leak.id],
      audienceIds: [audienceId],
      cityIds: [],
      communityIds: [],
      budgetFen: fen(1),
      maxPlaysADay: 1,
      validUntil: addDays(world.clock.now(), 1),
    };
    await expect(signStandingApproval(world.ctx(), terms)).rejects.toThrow(ApprovalNeedsPerson);
    await expect(sign(audienceId, {}, places.suzhouScope)).rejects.toThrow(ApprovalAreaRequired);
    await expect(sign(audienceId, { cityIds: [places.hefei] }, places.suzhouScope)).rejects.toThrow(
      ApprovalAreaOutside,
    );
    await expect(sign(audienceId, { validUntil: world.clock.now() })).rejects.toThrow(ApprovalUntilInPast);
  });

  it('shows and ends nothing of a sibling area', async () => {
    const approval = await sign(await newAudience(), { cityIds: [places.suzhou] }, places.suzhouScope);
    const ids = async (scope: Scope) =>
      (await browseApprovals(signer(scope), {}, { before: undefined, limit: 200 })).map(({ id }) => id);
    expect(await ids(places.suzhouScope)).toContain(approval.id);
    expect(await ids(places.hefeiScope)).toEqual([]);
    await expect(readApproval(signer(places.hefeiScope), approval.id)).rejects.toThrow(NotFound);
    const revoke = { approvalId: approval.id, reason: '试试' };
    await expect(revokeStandingApproval(signer(places.hefeiScope), revoke)).rejects.toThrow(NotFound);
  });
});
