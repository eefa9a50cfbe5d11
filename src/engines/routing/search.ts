import type { Random } from '#kernel/random';
import { anneal, type Limits } from './anneal.ts';
import { nearestJobs } from './neighbours.ts';
import { NO_CHANCE, type Tours } from './tours.ts';

/** Puts in whatever is out and fits, until nothing does: nobody is left out whom some route could take as it is. */
export function insertAll(tours: Tours): void {
  for (;;) {
    const before = tours.out.length;
    tours.out = tours.out.filter((job) => tours.insert(job, NO_CHANCE) === Number.POSITIVE_INFINITY);
    tours.keep();
    if (tours.out.length === 0 || tours.out.length === before) return;
  }
}

/** Searches from routes that are there. Answers how many rounds it went. */
export function search(tours: Tours, random: Random, limits: Limits): number {
  insertAll(tours);
  const done = anneal(tours, nearestJobs(tours.core), random, limits);
  insertAll(tours);
  return done;
}
