import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { NotFound } from '#kernel/errors';
import { seededUuid, type CityId } from '#kernel/ids';
import { fen, splitFen } from '#kernel/money';
import { seededRandom, systemRandom } from '#kernel/random';
import { ManualClock } from '#kernel/time';
import { systemContext, type Services, type Tx } from '#platform/context';
import { useDatabase } from '#testing';
import {
  AccountOfOtherUnit,
  balances,
  CursorMalformed,
  EntryAlreadyReversed,
  EntryDiffers,
  EntryUnbalanced,
  migrations,
  pointBalances,
  post,
  postAll,
  ReversalNotReversible,
  ReversalWithoutReason,
  reverse,
  statement,
  tables,
  unbalancedEntries,
  type LedgerEntryId,
  type LedgerLine,
  type Posting,
} from './index.ts';

const database = useDatabase({ schemas: [{ name: 'platform', migrations, tables }] });
const clock = new ManualClock('2026-03-01T02:00:00Z');
const random = seededRandom('ledger');
const newId = (): string => seededUuid(clock.now().getTime(), random);
const cityId = newId() as CityId;
let books = 0;
/** Accounts of one test alone. */
const newBook = (): string => `book_${(books += 1)}`;

function within<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const runtime = { db: database.db, clock, random: systemRandom, services: {} as Services };
  return systemContext(runtime, 'ledger-test').transaction(work);
}

interface Booking {
  readonly lines: readonly LedgerLine[];
  readonly entryId?: LedgerEntryId;
}
const book = (tx: Tx, { lines, entryId }: Booking): Promise<LedgerEntryId> =>
  post(tx, { cityId, entryId, kind: 'commission_earned', at: tx.now, reference: { kind: 'order', id: 'o-1' }, lines });
const transfer = (from: string, to: string, amount: number): LedgerLine[] => [
  { account: to, amountFen: fen(amount) },
  { account: from, amountFen: fen(-amount), memo: 'transfer' },
];
const balanceOf = async (name: string): Promise<Record<string, number>> =>
  Object.fromEntries(await balances(database.db, { prefix: `${name}:` }));

describe('posting', () => {
  test('moves balances; a refused entry moves nothing', async () => {
    const name = newBook();
    const [cash, owed] = [`${name}:cash`, `${name}:owed`];
    await within((tx) => book(tx, { lines: transfer(owed, cash, 950) }));
    const unbalanced = [
      { account: cash, amountFen: fen(5) },
      { account: owed, amountFen: fen(-4) },
    ];
    await expect(within((tx) => book(tx, { lines: unbalanced }))).rejects.toThrow(EntryUnbalanced);
    expect(await balanceOf(name)).toEqual({ [cash]: 950, [owed]: -950 });
    expect(Object.fromEntries(await balances(database.db, [owed, `${name}:nobody`]))).toEqual({
      [owed]: -950,
      [`${name}:nobody`]: 0,
    });
  });

  test('the same entry again changes nothing; another under its id is refused', async () => {
    const name = newBook();
    const entryId = newId() as LedgerEntryId;
    const lines = transfer(`${name}:a`, `${name}:b`, 10);
    await Promise.all(Array.from({ length: 4 }, () => within((tx) => book(tx, { entryId, lines }))));
    clock.advance(1_000);
    expect(await within((tx) => book(tx, { entryId, lines }))).toBe(entryId);
    const other = transfer(`${name}:a`, `${name}:b`, 11);
    await expect(within((tx) => book(tx, { entryId, lines: other }))).rejects.toThrow(EntryDiffers);
    expect(await balanceOf(name)).toEqual({ [`${name}:a`]: -10, [`${name}:b`]: 10 });
  });

  test('goes back with the transaction of its cause', async () => {
    const name = newBook();
    const failed = within(async (tx) => {
      await book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 10) });
      throw new Error('order failed');
    });
    await expect(failed).rejects.toThrow('order failed');
    expect(await balanceOf(name)).toEqual({});
  });
});

describe('points', () => {
  const earned = (member: string, points: number, entryId?: LedgerEntryId): Posting => ({
    unit: 'POINT',
    entryId,
    cityId,
    kind: 'points_earned',
    at: clock.now(),
    reference: { kind: 'order', id: 'o-1' },
    lines: [
      { account: 'points:issued', points },
      { account: `points:member:${member}`, points: -points, memo: '订单完成' },
    ],
  });

  test('are booked beside money and never with it', async () => {
    const member = `points:member:${newBook()}`;
    const posting = earned(member.split(':')[2]!, 12);
    const entryId = await within((tx) => post(tx, posting));
    expect(Object.fromEntries(await pointBalances(database.db, [member]))).toEqual({ [member]: -12 });
    await expect(balances(database.db, [member])).rejects.toThrow(AccountOfOtherUnit);
    await expect(pointBalances(database.db, { prefix: 'cash:' })).rejects.toThrow(AccountOfOtherUnit);
    await expect(statement(database.db, member)).rejects.toThrow(AccountOfOtherUnit);
    const money = transfer('cash:till', member, 5);
    await expect(within((tx) => book(tx, { lines: money }))).rejects.toThrow(AccountOfOtherUnit);
    const mixed = {
      ...posting,
      lines: [...posting.lines.slice(0, 1), { account: 'cash:till', points: -12 }],
    } as Posting;
    await expect(within((tx) => post(tx, mixed))).rejects.toThrow(AccountOfOtherUnit);
    await within((tx) => reverse(tx, { cityId, entryId }, 'returned'));
    expect(Object.fromEntries(await pointBalances(database.db, [member]))).toEqual({ [member]: 0 });
  });

  test('the database itself refuses an account of the other unit, and the check finds an entry of the other unit', async () => {
    const entryId = await within((tx) => post(tx, earned(newBook(), 1)));
    const named = sql`entry_id = ${entryId} and line_no = 1`;
    await expect(sql`update platform.ledger_line set unit = 'CNY' where ${named}`.execute(database.db)).rejects.toThrow(
      'ledger_line_unit',
    );
    const setUnit = (unit: string) =>
      sql`update platform.ledger_entry set unit = ${unit} where entry_id = ${entryId}`.execute(database.db);
    await setUnit('CNY');
    expect(await unbalancedEntries(database.db)).toEqual([{ cityId, entryId }]);
    await setUnit('POINT');
  });
});

describe('posting many at once', () => {
  test('books each once, in either unit, also those of more than one statement', async () => {
    const name = newBook();
    const postings = Array.from({ length: 230 }, (_none, at): Posting => ({
      entryId: newId() as LedgerEntryId,
      cityId,
      kind: 'commission_earned',
      at: clock.now(),
      reference: { kind: 'order', id: `o-${at}` },
      lines: transfer(`${name}:a`, `${name}:b`, at + 1),
    }));
    // Some are there already, one comes twice, and one is new without an id of its own.
    await within((tx) => postAll(tx, postings.slice(50, 60)));
    const { entryId: _none, ...unnamed } = postings[0]!;
    const all = [...postings, postings[7]!, unnamed as Posting];
    const ids = await within((tx) => postAll(tx, all));
    expect(ids.slice(0, 230)).toEqual(postings.map((posting) => posting.entryId));
    expect(new Set(ids).size).toBe(231);
    expect(await balanceOf(name)).toEqual({ [`${name}:a`]: -(230 * 231) / 2 - 1, [`${name}:b`]: (230 * 231) / 2 + 1 });
    expect(await within((tx) => postAll(tx, []))).toEqual([]);
  });

  test('is refused as one, and an id that says something else is refused', async () => {
    const name = newBook();
    const entryId = newId() as LedgerEntryId;
    const of = (amount: number, lines = transfer(`${name}:a`, `${name}:b`, amount)): Posting => ({
      entryId,
      cityId,
      kind: 'commission_earned',
      at: clock.now(),
      reference: { kind: 'order', id: 'o-1' },
      lines,
    });
    await expect(within((tx) => postAll(tx, [of(1), of(2)]))).rejects.toThrow(EntryDiffers);
    await expect(within((tx) => postAll(tx, [of(1), of(1, [])]))).rejects.toThrow('ledger-lines-wrong');
    expect(await balanceOf(name)).toEqual({});
  });
});

describe('reversal', () => {
  test('restores balances and names what it reverses', async () => {
    const name = newBook();
    await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 300) }));
    const before = await balanceOf(name);
    const entryId = await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 77) }));
    clock.advance(1_000);
    const reversalId = await within((tx) => reverse(tx, { cityId, entryId }, ' returned '));
    expect(await balanceOf(name)).toEqual(before);
    const [line] = (await statement(database.db, `${name}:b`)).lines;
    expect(line).toMatchObject({
      entryId: reversalId,
      reverses: entryId,
      reason: 'returned',
      amountFen: -77,
      balanceFen: 300,
    });
  });

  test('is refused a second time, of itself, of nothing and without a reason', async () => {
    const name = newBook();
    const entryId = await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 1) }));
    const reversing = (id: LedgerEntryId, reason = 'wrong') =>
      within((tx) => reverse(tx, { cityId, entryId: id }, reason));
    await expect(reversing(entryId, ' ')).rejects.toThrow(ReversalWithoutReason);
    const reversalId = await reversing(entryId);
    await expect(reversing(entryId)).rejects.toThrow(EntryAlreadyReversed);
    await expect(reversing(reversalId)).rejects.toThrow(ReversalNotReversible);
    await expect(reversing(newId() as LedgerEntryId)).rejects.toThrow(NotFound);
    const elsewhere = within((tx) => reverse(tx, { cityId: newId() as CityId, entryId }, 'wrong'));
    await expect(elsewhere).rejects.toThrow(NotFound);
  });

  test('of many at the same time exactly one takes effect', async () => {
    for (let round = 0; round < 10; round++) {
      const name = newBook();
      const entryId = await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 5) }));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 6 }, () => within((tx) => reverse(tx, { cityId, entryId }, 'twice'))),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EntryAlreadyReversed);
      }
      expect(await balanceOf(name)).toEqual({ [`${name}:a`]: 0, [`${name}:b`]: 0 });
    }
  });
});

test('any sequence of posts and reversals sums to zero and equals the model', async () => {
  const weight = fc.integer({ min: 1, max: 9 });
  const action = fc.oneof(
    fc.record({
      do: fc.constant('post' as const),
      amount: fc.integer({ min: 100, max: 1_000_000 }),
      weights: fc.array(weight, { minLength: 1, maxLength: 5 }),
    }),
    fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 15 }), async (actions) => {
      const name = newBook();
      const model = new Map<string, number>();
      const posted: { entryId: LedgerEntryId; lines: readonly LedgerLine[]; reversed: boolean }[] = [];
      const apply = (lines: readonly LedgerLine[], sign: number): void => {
        for (const { account, amountFen } of lines) model.set(account, (model.get(account) ?? 0) + sign * amountFen);
      };
      for (const step of actions) {
        if (step.do === 'post') {
          const shares = splitFen(fen(step.amount), step.weights);
          const lines = [
            { account: `${name}:cash`, amountFen: fen(step.amount) },
            ...shares.map((share, at) => ({ account: `${name}:owner_${at}`, amountFen: fen(0 - share) })),
          ];
          posted.push({ entryId: await within((tx) => book(tx, { lines })), lines, reversed: false });
          apply(lines, 1);
        } else if (posted.length > 0) {
          const entry = posted[step.which % posted.length] as (typeof posted)[number];
          const reversing = within((tx) => reverse(tx, { cityId, entryId: entry.entryId }, 'model'));
          if (entry.reversed) await expect(reversing).rejects.toThrow(EntryAlreadyReversed);
          else await reversing;
          if (!entry.reversed) apply(entry.lines, -1);
          entry.reversed = true;
        }
      }
      const kept = await balanceOf(name);
      expect(kept).toEqual(Object.fromEntries(model));
      expect(Object.values(kept).reduce((sum, amount) => sum + amount, 0)).toBe(0);
    }),
    { numRuns: 25 },
  );
  expect(await unbalancedEntries(database.db)).toEqual([]);
});

test('the check finds an entry that somebody broke by hand', async () => {
  const name = newBook();
  const entryId = await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, 5) }));
  await sql`update platform.ledger_line set amount = 6 where entry_id = ${entryId} and line_no = 1`.execute(
    database.db,
  );
  expect(await unbalancedEntries(database.db)).toEqual([{ cityId, entryId }]);
  await sql`update platform.ledger_line set amount = 5 where entry_id = ${entryId} and line_no = 1`.execute(
    database.db,
  );
});

describe('reading', () => {
  test('a statement pages from the newest, each line with its balance', async () => {
    const name = newBook();
    const amounts = [5, 7, 11, 13, 17, 19, 23];
    for (const [at, amount] of amounts.entries()) {
      if (at % 3 === 0) clock.advance(1_000);
      await within((tx) => book(tx, { lines: transfer(`${name}:a`, `${name}:b`, amount) }));
    }
    const whole = await statement(database.db, `${name}:b`);
    expect(whole.next).toBeUndefined();
    expect(whole.lines.map((line) => line.amountFen).toSorted((a, b) => a - b)).toEqual(amounts);
    expect(whole.lines[0]?.balanceFen).toBe(95);
    for (const [at, line] of whole.lines.entries()) {
      expect(line.balanceFen - line.amountFen).toBe(whole.lines[at + 1]?.balanceFen ?? 0);
    }
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await statement(database.db, `${name}:b`, { cursor, limit: 3 });
      paged.push(...page.lines);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole.lines);
    await expect(statement(database.db, `${name}:b`, { cursor: 'x' })).rejects.toThrow(CursorMalformed);
  });

  test('balances under a prefix come in pages, and no neighbour slips in', async () => {
    const name = newBook();
    const accounts = ['1', '10', '2', 'a', 'a_b'].map((end) => `${name}:owed:${end}`);
    for (const account of accounts) await within((tx) => book(tx, { lines: transfer(account, `${name}:owed_not`, 1) }));
    const first = await balances(database.db, { prefix: `${name}:owed:`, limit: 3 });
    const after = [...first.keys()].at(-1) as string;
    const second = await balances(database.db, { prefix: `${name}:owed:`, limit: 3, after });
    expect([...first.keys(), ...second.keys()]).toEqual(accounts);
    expect(Object.fromEntries(await balances(database.db, { prefix: `${name}:owed:1:` }))).toEqual({});
  });
});
