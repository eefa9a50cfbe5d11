import type { Core } from './core.ts';

/** More neighbours of a job are never asked for. */
const MOST = 120;

/** By job, the others from near to far, by the ways between their first nodes there and back. */
export function nearestJobs(core: Core): readonly Int32Array[] {
  const { jobs, places, place, firstNode } = core;
  const { distance } = core.travel[0]![0]!;
  const apart = new Float64Array(jobs);
  return Array.from({ length: jobs }, (_, job) => {
    const here = place[firstNode[job]!]!;
    for (let other = 0; other < jobs; other += 1) {
      const there = place[firstNode[other]!]!;
      apart[other] = distance[here * places + there]! + distance[there * places + here]!;
    }
    const others = Int32Array.from({ length: jobs }, (_each, other) => other).filter((other) => other !== job);
    return others.sort((a, b) => apart[a]! - apart[b]! || a - b).slice(0, MOST);
  });
}
