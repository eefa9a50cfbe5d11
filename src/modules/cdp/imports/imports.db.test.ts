import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useContext } from '#testing';
import { commitFile, importOrders, importPeople, importPosts, previewFile, searchProfiles } from '#modules/cdp';
import { makePlaces } from '../test-places.ts';
import { listFaults } from './file-import-store.ts';

const world = useContext();
beforeAll(async () => {
  await makePlaces(() => world.ctx(), 'IMP', 4);
});

const count = async (what: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(what)}`.execute(
    world.database.db,
  );
  return rows[0]!.n;
};
const daysAgo = (days: number): Date => new Date(world.clock.now().getTime() - days * 86_400_000);

describe('history in bulk', () => {
  test('people, their orders and posts come together, once, however often they are imported', async () => {
    const phone = (n: number): string => `135${String(20_000_000 + n)}`;
    function* people() {
      for (let n = 0; n < 2_500; n++) {
        yield {
          phone: phone(n),
          name: '王小明',
          communityCode: `IMP${1 + (n % 4)}`,
          householdCode: `${n >> 1}`,
          since: daysAgo(300),
        };
      }
    }
    function* orders() {
      for (let n = 0; n < 4_500; n++) {
        const who = n % 2_500;
        yield {
          orderNo: `O-${n}`,
          phone: phone(who),
          communityCode: `IMP${1 + (who % 4)}`,
          items: [{ sku: 'S', quantity: 1 }],
          amountFen: 1_990,
          paidAt: daysAgo(n % 360),
        };
      }
    }
    function* posts() {
      for (let n = 0; n < 500; n++) {
        yield {
          communityCode: 'IMP1',
          author: `邻居${n % 50}`,
          text: '卫生间漏水',
          postedAt: daysAgo(n % 30),
          channel: 'chat',
          externalId: `P-${n}`,
        };
      }
    }
    expect(await importPeople(world.ctx(), people())).toMatchObject({ recorded: 2_500, known: 0, refused: 0 });
    expect(await importOrders(world.ctx(), orders())).toMatchObject({ recorded: 4_500, known: 0, refused: 0 });
    expect(await importPosts(world.ctx(), posts())).toMatchObject({ recorded: 500, known: 0, refused: 0 });
    expect(await importPeople(world.ctx(), people())).toMatchObject({ recorded: 0, known: 2_500 });
    expect(await importOrders(world.ctx(), orders())).toMatchObject({ recorded: 0, known: 4_500 });
    expect(await importPosts(world.ctx(), posts())).toMatchObject({ recorded: 0, known: 500 });

    expect(await count('cdp.event')).toBe(7_500);
    expect(await count('cdp.profile')).toBe(2_550);
    expect(await count('cdp.household')).toBe(2_500);
    const { rows } = await sql`
      select sum(orders)::int as orders, sum(amount_fen)::int as amount, (select sum(members)::int from cdp.community_profile) as members,
        (select sum(mentions)::int from cdp.mention_day where topic = 'leak') as leaks from cdp.order_day`.execute(
      world.database.db,
    );
    expect(rows[0]).toEqual({ orders: 4_500, amount: 4_500 * 1_990, members: 2_550, leaks: 500 });
  });

  test('names rows that cannot be recorded by their place', async () => {
    const row = { items: [], amountFen: 100, paidAt: daysAgo(1) };
    const done = await importOrders(world.ctx(), [
      { ...row, orderNo: 'R-1', phone: '13522220001' },
      { ...row, orderNo: 'R-2', phone: '13800138000' },
      { ...row, orderNo: 'R-3', phone: '13522220001', communityCode: 'NOWHERE' },
    ]);
    expect(done).toMatchObject({
      recorded: 1,
      refused: 2,
      refusals: [
        { index: 1, reason: 'identity-blocked' },
        { index: 2, reason: 'community-unknown' },
      ],
    });
  });
});

describe('a file', () => {
  const preview = (kind: 'orders' | 'people' | 'posts', lines: readonly string[]) =>
    previewFile(world.ctx(), { kind, fileName: 'file.csv', bytes: Buffer.from(lines.join('\n')) });

  test('of sales is judged by line, and its good rows are taken over once', async () => {
    const made = await preview('orders', [
      '订单号,小区编码,手机号,会员卡,商品,金额,支付时间',
      'F-1,IMP1,13511110001,,SKU1*2;SKU2,"1,234.50",2026-03-05 18:30',
      'F-2,IMP9,13511110002,,SKU1,12,2026-03-05 18:30',
      'F-3,IMP2,,,SKU1,12,2026-03-05',
      'F-4,IMP2,123,,SKU1,abc,2026-13-05',
      'F-1,IMP1,13511110001,,SKU1,12,2026-03-05 18:30',
      'F-5,,,CARD5,SKU1,12,2026-03-05T18:30:00+08:00',
    ]);
    expect(made).toMatchObject({ good: 2, bad: 4 });
    const faults = await listFaults(world.database.db, made.importId, { after: 0, limit: 10 });
    expect(
      faults.map(({ line, faults: found }) => [line, found.map(({ code }) => code.replace('cdp-import-row-', ''))]),
    ).toEqual([
      [3, ['community']],
      [4, ['person']],
      [5, ['amount', 'time', 'phone']],
      [6, ['repeated']],
    ]);
    expect(JSON.stringify(faults)).not.toContain('1351111');
    expect(await commitFile(world.ctx(), { importId: made.importId, lines: [2] })).toMatchObject({
      recorded: 1,
      known: 0,
    });
    expect(await commitFile(world.ctx(), { importId: made.importId, lines: 'all' })).toMatchObject({
      recorded: 1,
      known: 1,
    });
    const { rows } = await sql<{ properties: object; at: Date }>`
      select properties, occurred_at as at from cdp.event where properties->>'orderNo' = 'F-1'`.execute(
      world.database.db,
    );
    expect(rows).toEqual([
      {
        properties: {
          orderNo: 'F-1',
          channel: 'pos',
          amountFen: 123_450,
          items: [
            { sku: 'SKU1', quantity: 2 },
            { sku: 'SKU2', quantity: 1 },
          ],
        },
        at: new Date('2026-03-05T10:30:00Z'),
      },
    ]);
    await expect(commitFile(world.ctx(), { importId: made.importId, lines: 'all' })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('of residents, as a spreadsheet saves it in China', async () => {
    const text = '小区编码,手机号,姓名\nIMP3,13511119999,鲜于七\n';
    const gb = await import('node:child_process').then(({ execFileSync }) =>
      execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text }),
    );
    const made = await previewFile(world.ctx(), { kind: 'people', fileName: '住户.csv', bytes: gb });
    expect(made).toMatchObject({ good: 1, bad: 0 });
    await commitFile(world.ctx(), { importId: made.importId, lines: 'all' });
    expect(await searchProfiles(world.ctx(), '鲜于七')).toMatchObject([
      { communityName: '小区IMP3', phones: ['135****9999'] },
    ]);
  });

  test('of posts may be JSON Lines', async () => {
    const line = (fields: object): string =>
      JSON.stringify({ communityCode: 'IMP4', author: '楼上', postedAt: '2026-05-01 08:00', ...fields });
    const made = await preview('posts', [
      line({ text: '墙面开裂', id: 'j1' }),
      '{broken',
      line({ text: '' }),
      line({ text: '好', postedAt: '2036-05-01' }),
    ]);
    expect(made).toMatchObject({ good: 1, bad: 3 });
    expect(await commitFile(world.ctx(), { importId: made.importId, lines: 'all' })).toMatchObject({ recorded: 1 });
  });

  test('without its columns is refused, and so is somebody who sees one area only', async () => {
    await expect(preview('orders', ['订单号,手机号', '1,2'])).rejects.toMatchObject({
      code: 'cdp-import-columns-missing',
    });
    const scope = {
      everything: false,
      cities: [],
      stores: [],
      communities: [],
      touchpoint: undefined,
      customer: undefined,
    };
    const local = previewFile(world.ctx({ scope }), { kind: 'posts', fileName: 'x', bytes: Buffer.from('x') });
    await expect(local).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
