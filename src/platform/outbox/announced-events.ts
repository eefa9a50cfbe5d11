import { RecentMap } from '#kernel/recent-map';
import type { Database } from '../context/context.ts';
import type { Announced } from '../context/finish-store.ts';

/** Of more, the relay reads those that were announced longest ago: what comes in between two of its rounds, in a rush. */
const MOST = 3_000;

const announced = new WeakMap<Database, RecentMap<string, Announced>>();

/** Remembers what a committed transaction of this process announced, until it has its number. */
export function rememberAnnounced(db: Database, events: readonly Announced[]): void {
  const all = announced.get(db) ?? new RecentMap<string, Announced>(MOST);
  announced.set(db, all);
  for (const event of events) all.set(event.eventId, event);
}

/** An event that was announced here, once; undefined for one that was announced elsewhere, or forgotten. */
export function takeAnnounced(db: Database, eventId: string): Announced | undefined {
  const all = announced.get(db);
  const event = all?.get(eventId);
  if (event !== undefined) all?.delete(eventId);
  return event;
}
