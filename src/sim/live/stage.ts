import type { Clock } from '#kernel/time';
import type { Streams, World } from '../world/index.ts';
import type { Agenda } from './agenda.ts';
import type { Answered, Asked } from './requests.ts';
import type { Tally } from './tally.ts';
import type { WorldTime } from './world-time.ts';

/** What everybody in the living world shares. */
export interface Stage {
  readonly world: World;
  /** Real time, which the server's clock shows too: what happens is stamped with it. */
  readonly clock: Clock;
  readonly time: WorldTime;
  readonly agenda: Agenda;
  readonly tally: Tally;
  /** Chance by name: the same name gives the same choices for the same world. */
  readonly streams: Streams;
  /** Differs from start to start, so that a restart does not repeat itself under the same message ids. */
  readonly start: number;
  /** Sends at the world's pace. @throws ActRefused */
  readonly ask: (asked: Asked) => Promise<Answered>;
}

/** Not possible at this moment, but in some seconds of real time. */
export class NotNow extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('not-now');
    this.name = 'NotNow';
    this.seconds = seconds;
  }
}
