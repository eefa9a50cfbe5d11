/** From and to, seconds since any origin that a problem chooses, both included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** How far places are from each other, for departures from a moment on. Row by row: from place × count + to place. */
export interface TravelBand {
  /** Seconds; the first band begins with −Infinity or before everything else. */
  readonly from: number;
  /** Metres, or whatever the costs are told in. */
  readonly distances: ArrayLike<number>;
  /** Seconds. */
  readonly durations: ArrayLike<number>;
}

/** Need not be symmetric. Who would arrive earlier by leaving in a later band waits for it. */
export interface Travel {
  readonly places: number;
  readonly bands: readonly TravelBand[];
  /** Straight lines and an assumed speed, not roads. */
  readonly isEstimate?: boolean;
}

export interface Break {
  readonly breakId: string;
  /** When it may begin. */
  readonly window: Window;
  /** Seconds. It is spent where the person is. */
  readonly duration: number;
}

/** Each is multiplied with its weight. */
export interface PersonCosts {
  /** For being used at all. */
  readonly fixed: number;
  readonly perDistance: number;
  /** For each hour from departure to return. */
  readonly perHour: number;
  readonly perOvertimeHour: number;
}

/** Somebody who goes from place to place, or a vehicle. */
export interface Person {
  readonly personId: string;
  /** Index of a place; null: anywhere, the way there costs nothing. */
  readonly start: number | null;
  readonly end: number | null;
  /** Departs and is back within. */
  readonly shift: Window;
  /** Overtime: back by then. */
  readonly latestEnd?: number;
  readonly breaks?: readonly Break[];
  /** When they serve nobody, in order and apart; they may be on their way then. */
  readonly off?: readonly Window[];
  /** Levels by skill. */
  readonly skills?: Readonly<Record<string, number>>;
  /** In each dimension of amounts; absent: without limit. */
  readonly capacity?: readonly number[];
  /** More than one: comes back to load in between. */
  readonly trips?: { readonly most: number; readonly place: number; readonly duration: number };
  readonly costs?: Partial<PersonCosts>;
  /** Index into the travels of the problem: on foot, by car. */
  readonly travel?: number;
}

export interface Pickup {
  readonly place: number;
  /** Seconds. */
  readonly service: number;
  readonly windows?: readonly Window[];
}

export interface Job {
  readonly jobId: string;
  readonly place: number;
  /** Seconds. */
  readonly service: number;
  /** When it may begin, in order and apart; absent: any time. */
  readonly windows?: readonly Window[];
  /** What is brought there from the start of the trip, or with `collects` taken from there to its end. */
  readonly amounts?: readonly number[];
  readonly collects?: boolean;
  /** What is brought is fetched there first, by the same person. */
  readonly pickup?: Pickup;
  /** Least level by skill. */
  readonly skills?: Readonly<Record<string, number>>;
  /** What leaving it out costs; absent: it must be done if anybody can. */
  readonly prize?: number;
  /** Not before; for goods that arrive. */
  readonly release?: number;
  /** Two people at the same moment. */
  readonly people?: 1 | 2;
  /** Others cost the weight of preference. */
  readonly preferred?: readonly string[];
  readonly forbidden?: readonly string[];
  /** What it costs more with somebody, by person; times the weight of preference. */
  readonly surcharges?: Readonly<Record<string, number>>;
  /** Who was there last: others cost the weight of continuity. */
  readonly lastPerson?: string;
  /** What has been promised. */
  readonly pinned?: { readonly personId?: string; readonly start?: number };
}

/** What somebody does first, in this order: they are already under way. */
export interface Prefix {
  readonly personId: string;
  readonly jobIds: readonly string[];
}

/** Of each part of the objective. */
export interface Weights {
  readonly distance: number;
  readonly time: number;
  readonly people: number;
  /** For each hour of waiting. */
  readonly waiting: number;
  readonly overtime: number;
  /** For the square of each person's hours at work, waiting left out. */
  readonly balance: number;
  readonly preference: number;
  readonly continuity: number;
}

export const DEFAULT_WEIGHTS: Weights = {
  distance: 1,
  time: 1,
  people: 1,
  waiting: 0,
  overtime: 1,
  balance: 0,
  preference: 0,
  continuity: 0,
};

export const DEFAULT_COSTS: PersonCosts = { fixed: 0, perDistance: 1, perHour: 0, perOvertimeHour: 0 };

export interface Problem {
  readonly travels: readonly Travel[];
  readonly people: readonly Person[];
  readonly jobs: readonly Job[];
  readonly prefixes?: readonly Prefix[];
  readonly weights?: Partial<Weights>;
}
