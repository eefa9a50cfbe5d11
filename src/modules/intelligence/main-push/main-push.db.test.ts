import { beforeAll, describe, expect, it } from 'vitest';
import { NotFound } from '#kernel/errors';
import { readAfter } from '#platform/outbox';
import type { Scope } from '#platform/permission';
import { LeadOutcomeRecorded, LeadRecorded, OfferVisited } from '#modules/growth/events';
import type { Package } from '#modules/commerce';
import { useContext } from '#testing';
import { MainPushDecided, MainPushProposed } from '../events.ts';
import {
  acceptMainPushes,
  approvePlays,
  browseMainPushes,
  browsePlays,
  dismissMainPushes,
  proposePlays,
  readCommunityPush,
  refreshMainPushes,
} from '../index.ts';
import { addPackage, makePlaces, person, talk, type TestPlaces } from '../test-places.ts';
import { countProposed } from './main-push-store.ts';
import { segmentTallies } from './result-store.ts';

const world = useContext();
let places: TestPlaces;
let a: Package;
let b: Package;

beforeAll(async () => {
  places = await makePlaces(world, 12);
  a = await addPackage(world.ctx(), 'a', { name: '甲套餐' });
  b = await addPackage(world.ctx(), 'b', { name: '乙套餐' });
});

const db = () => world.database.db;
const manager = (scope: Scope) => world.ctx({ scope, actor: person(world.ctx()) });
const at = (code: string) => places.community(code);
const page = { before: undefined, limit: 50 };

function originOf(code: string, it: Package) {
  const { newId } = world.ctx();
  const ids = { playId: newId<'Play'>(), taskId: newId<'Task'>(), touchpointId: newId<'Touchpoint'>() };
  return { ...ids, shareToken: newId<'Token'>() as string, packageId: it.id, ...at(code) };
}

/** People of a community open the offer of a package; some of them leave a lead. Answers the leads. */
async function results(code: string, it: Package, visits: number, leads: number): Promise<string[]> {
  const left: string[] = [];
  await world.ctx().transaction(async (tx) => {
    for (let visit = 0; visit < visits; visit++) {
      const origin = originOf(code, it);
      await tx.announce([OfferVisited(origin.shareToken, origin)]);
      if (visit >= leads) continue;
      const leadId = tx.newId<'Lead'>();
      left.push(leadId);
      await tx.announce([LeadRecorded(leadId, { ...origin, leadId, personId: tx.newId<'Person'>() })]);
    }
  });
  expect(await world.drain()).toMatchObject({ parked: 0 });
  return left;
}

async function outcomes(
  code: string,
  it: Package,
  leadIds: readonly string[],
  outcome: 'won' | 'lost',
  reason: string | null,
) {
  await world
    .ctx()
    .transaction((tx) =>
      tx.announce(
        leadIds.map((leadId) =>
          LeadOutcomeRecorded(leadId, { ...originOf(code, it), leadId: leadId as never, outcome, reason }),
        ),
      ),
    );
  await world.drain();
}

async function propose(code: string) {
  const communityId = at(code).communityId;
  await proposePlays(world.ctx(), { communityIds: [communityId] });
  const [play] = await browsePlays(world.ctx(), { communityId }, { before: undefined, limit: 1 });
  return play!;
}

describe('results', () => {
  it('change the next proposal of their community, with a reason that names them', async () => {
    await talk(world, 'S1', '漏水', 20);
    const before = await propose('S1');
    const [first, other] = before.offer.packageName === '甲套餐' ? [a, b] : [b, a];
    expect(before.offer.packageName).toBe(first.name);
    await approvePlays(world.ctx(), { playIds: [before.id] });
    await results('S1', first, 40, 0);
    await results('S1', other, 40, 10);
    const after = await propose('S1');
    expect(after.offer.packageName).toBe(other.name);
    expect(after.reasons).toContain(`「${other.name}」在这里被打开40次，留下10个意向（25%）`);
  });

  it('are counted apart for leads that were signed and lost, and a change of mind counts once', async () => {
    const leads = await results('S2', a, 20, 6);
    await outcomes('S2', a, leads, 'lost', '价格高');
    await outcomes('S2', a, leads.slice(0, 1), 'won', null);
    await outcomes('S2', a, leads.slice(0, 1), 'won', null);
    const { outlooks } = await readCommunityPush(world.ctx(), at('S2').communityId);
    expect(outlooks.find(({ packageId }) => packageId === a.id)).toMatchObject({
      trials: 20,
      successes: 6,
      won: 1,
      lost: 5,
    });
    await talk(world, 'S2', '漏水', 20);
    await proposePlays(world.ctx(), { communityIds: [at('S2').communityId], packageIds: [a.id] });
    const [play] = await browsePlays(
      world.ctx(),
      { communityId: at('S2').communityId },
      { before: undefined, limit: 1 },
    );
    expect(play!.reasons).toContain('这里跟完的6个意向有5个没成，多因「价格高」');
  });
});

describe('the main push', () => {
  it('is proposed from results, accepted by a person, and changed when another package does better', async () => {
    await results('S3', a, 40, 2);
    const proposed = async () =>
      (await browseMainPushes(manager(places.suzhouScope), {}, page)).find(
        ({ communityId }) => communityId === at('S3').communityId,
      );
    const first = (await proposed())!;
    const other = first.proposedPackageId === a.id ? b : a;
    const accept = (packageId: Package['id']) =>
      acceptMainPushes(manager(places.suzhouScope), { items: [{ communityId: at('S3').communityId, packageId }] });
    expect(await accept(first.proposedPackageId!)).toMatchObject({ done: 1 });
    expect(await accept(first.proposedPackageId!)).toMatchObject({ done: 0, items: [{ code: 'main-push-moved-on' }] });
    expect(await proposed()).toBeUndefined();

    await results('S3', first.proposedPackageId === a.id ? a : b, 40, 0);
    await results('S3', other, 60, 36);
    const change = (await proposed())!;
    expect(change).toMatchObject({ currentPackageId: first.proposedPackageId, proposedPackageId: other.id });
    expect(change.reasons[0]).toMatch(new RegExp(`^「${other.name}」在这里被打开\\d+次，留下\\d+个意向`));
    expect(change.reasons.at(-1)).toMatch(/好的把握有9\d(\.\d)?%$|好的把握有100%$/);
    expect(await accept(other.id)).toMatchObject({ done: 1 });

    await talk(world, 'S3', '漏水', 20);
    const play = await propose('S3');
    expect(play.offer.packageName).toBe(other.name);
    expect(play.reasons).toContain(`「${other.name}」是这个小区采纳的主推`);
    const { history, push } = await readCommunityPush(world.ctx(), at('S3').communityId);
    expect(push?.currentPackageId).toBe(other.id);
    expect(history.filter(({ kind }) => kind === 'accepted')).toHaveLength(2);
    await world.drain();
    const decided = await readAfter(db(), 0, [MainPushDecided.type], 1_000);
    expect(decided.filter(({ aggregateId }) => aggregateId === at('S3').communityId)).toHaveLength(2);
  });

  it('is announced when the proposal changes, not with every result', async () => {
    await results('S4', a, 50, 5);
    const announced = (await readAfter(db(), 0, [MainPushProposed.type], 1_000)).filter(
      ({ aggregateId }) => aggregateId === at('S4').communityId,
    );
    const { history } = await readCommunityPush(world.ctx(), at('S4').communityId);
    const proposed = history.filter(({ kind }) => kind === 'proposed').toReversed();
    expect(announced.map(({ payload }) => (payload as { packageId: string }).packageId)).toEqual(
      proposed.map(({ packageId }) => packageId),
    );
    expect(proposed.length).toBeGreaterThan(0);
    expect(proposed.every(({ packageId }, index) => packageId !== proposed[index - 1]?.packageId)).toBe(true);
  });

  it('dismissed with a reason, is not proposed again for the same results', async () => {
    const { communityId } = at('S5');
    const waiting = async () =>
      (await browseMainPushes(world.ctx(), {}, page)).find((push) => push.communityId === communityId);
    await results('S5', a, 20, 4);
    const current = (await waiting())!.proposedPackageId!;
    await acceptMainPushes(manager(places.suzhouScope), { items: [{ communityId, packageId: current }] });
    const [pushed, better] = current === a.id ? [a, b] : [b, a];
    await results('S5', pushed, 40, 0);
    await results('S5', better, 60, 40);
    expect((await waiting())?.proposedPackageId).toBe(better.id);
    const items = [{ communityId, packageId: better.id }];
    expect(await dismissMainPushes(manager(places.suzhouScope), { items, reason: '门店人手不够' })).toMatchObject({
      done: 1,
    });
    await results('S5', better, 5, 4);
    expect(await waiting()).toBeUndefined();
    const { history } = await readCommunityPush(world.ctx(), communityId);
    expect(history[0]).toMatchObject({ kind: 'dismissed', reason: '门店人手不够', packageId: better.id });
    await results('S5', better, 30, 20);
    expect((await waiting())?.proposedPackageId).toBe(better.id);
  });

  it('is judged the same by the nightly run as result by result, and the sums agree', async () => {
    await results('S6', a, 30, 3);
    const before = await segmentTallies(db());
    const waiting = await countProposed(db(), world.ctx().scope);
    await refreshMainPushes(world.ctx());
    expect(await segmentTallies(db())).toEqual(before);
    expect(await countProposed(db(), world.ctx().scope)).toBeGreaterThanOrEqual(waiting);
  });

  it('shows and decides nothing of a sibling area', async () => {
    await results('S7', a, 30, 6);
    const hefei = () => manager(places.hefeiScope);
    expect(await browseMainPushes(hefei(), {}, page)).toEqual([]);
    expect(await countProposed(db(), places.hefeiScope)).toBe(0);
    await expect(readCommunityPush(hefei(), at('S7').communityId)).rejects.toThrow(NotFound);
    const [own] = await browseMainPushes(manager(places.suzhouScope), {}, page);
    const items = [{ communityId: own!.communityId, packageId: own!.proposedPackageId! }];
    expect(await acceptMainPushes(hefei(), { items })).toMatchObject({ done: 0 });
    expect(await dismissMainPushes(hefei(), { items, reason: '不要' })).toMatchObject({ done: 0 });
    expect(await browseMainPushes(manager(places.suzhouScope), {}, page)).toContainEqual(own);
  });
});
