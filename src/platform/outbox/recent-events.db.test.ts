import { expect, test } from 'vitest';
import { z } from 'zod';
import { useContext } from '#testing';
import { defineEvent } from './event.ts';
import { readAfter, sequence } from './outbox-store.ts';
import { RecentEvents } from './recent-events.ts';

const Lit = defineEvent('LampLit', 1, 'lamp', z.object({ n: z.number() }));
const Dimmed = defineEvent('LampDimmed', 1, 'lamp', z.object({ n: z.number() }));
const world = useContext();
const db = () => world.database.db;
const TYPES = [Lit.type, Dimmed.type];

async function light(from: number, to: number): Promise<void> {
  const events = Array.from({ length: to - from }, (_, at) =>
    ((from + at) % 3 === 0 ? Dimmed : Lit)(crypto.randomUUID(), { n: from + at }),
  );
  await world.ctx().transaction((tx) => tx.announce(events));
}

test('what is remembered is what the log says, from wherever it is read; gaps and what is older are read there', async () => {
  const recent = new RecentEvents();
  await light(0, 30);
  const early = await sequence(db(), 1_000);
  expect(early.map((row) => row.seq)).toEqual(early.map((_, at) => (early[0]?.seq ?? 0) + at));
  recent.remember(early.slice(10, 20));
  recent.remember(early.slice(20));
  await light(30, 50);
  // Another relay numbered these, and this one the next.
  await sequence(db(), 10);
  recent.remember(await sequence(db(), 1_000));
  const first = early[0]?.seq ?? 0;
  for (const types of [TYPES, [Lit.type], [Dimmed.type]]) {
    for (let after = first - 1; after < first + 52; after += 1) {
      for (const limit of [1, 7, 100]) {
        const told = await recent.after(db(), after, types, limit);
        expect(told).toEqual(await readAfter(db(), after, types, limit));
      }
    }
  }
});

test('nothing is remembered without end', async () => {
  const recent = new RecentEvents(2_000);
  await light(0, 2_600);
  const rows = [...(await sequence(db(), 1_000)), ...(await sequence(db(), 1_000)), ...(await sequence(db(), 1_000))];
  for (const row of rows) recent.remember([row]);
  const [first] = rows;
  const last = rows.at(-1);
  const told = await recent.after(db(), (first?.seq ?? 0) - 1, TYPES, 10_000);
  expect(told).toHaveLength(2_600);
  expect(await recent.after(db(), (last?.seq ?? 0) - 3, TYPES, 10)).toEqual(rows.slice(-3));
  expect(await recent.after(db(), last?.seq ?? 0, TYPES, 10)).toEqual([]);
  recent.forget();
  expect(await recent.after(db(), (last?.seq ?? 0) - 3, TYPES, 10)).toEqual(rows.slice(-3));
});
