import { expect, test } from 'vitest';
import { z } from 'zod';
import { useContext } from '#testing';
import { takeAnnounced } from './announced-events.ts';
import { defineEvent } from './event.ts';
import { readAfter, sequence, type OutboxRow } from './outbox-store.ts';

const Moved = defineEvent(
  'PianoMoved',
  1,
  'piano',
  z.object({
    at: z.iso.datetime(),
    floors: z.array(z.number()).default([]),
    why: z.string().nullable(),
    by: z.string().optional(),
  }),
);
const world = useContext();
const db = () => world.database.db;
const here = (eventId: string) => takeAnnounced(db(), eventId);
const AT = '2026-06-06T02:00:00.000Z';

const announce = (many: number): Promise<void> =>
  world
    .ctx()
    .transaction((tx) =>
      tx.announce(
        Array.from({ length: many }, () => Moved(crypto.randomUUID(), { at: AT, floors: [1, 2.5], why: null })),
      ),
    );
/** As the log has them. */
const logged = async (rows: readonly OutboxRow[]): Promise<OutboxRow[]> =>
  readAfter(db(), (rows[0]?.seq ?? 0) - 1, [Moved.type], 10_000);

test('what was announced here is numbered without being read, and says what the log says', async () => {
  await announce(3);
  const rows = await sequence(db(), 1_000, here);
  expect(rows.map(({ isChecked }) => isChecked)).toEqual([true, true, true]);
  expect(rows.map(({ isChecked: _, ...row }) => row)).toEqual(await logged(rows));
});

test('what was announced elsewhere, or was forgotten, is read; all of it stays in order', async () => {
  const MANY = 3_400;
  for (let left = MANY; left > 0; left -= 850) await announce(850);
  const rows: OutboxRow[] = [];
  for (let found = await sequence(db(), 1_000, here); found.length > 0; found = await sequence(db(), 1_000, here)) {
    rows.push(...found);
  }
  expect(rows).toHaveLength(MANY);
  expect(rows.filter(({ isChecked }) => isChecked)).toHaveLength(3_000);
  expect(rows.map(({ isChecked: _, ...row }) => row)).toEqual(await logged(rows));
});
