/** What a person does at one place: a visit, fetching, a break, or loading again. */
export interface Stop {
  readonly kind: 'visit' | 'pickup' | 'break' | 'reload';
  /** The job, or the break; empty where goods are loaded. */
  readonly id: string;
  /** Index; where the person is anyway at a break. */
  readonly place: number | null;
  /** Seconds. */
  readonly arrival: number;
  readonly start: number;
  readonly end: number;
}

export interface Route {
  readonly personId: string;
  readonly departure: number;
  readonly stops: readonly Stop[];
  readonly arrival: number;
  readonly distance: number;
}

/** The parts of the objective, each with its weight, and their sum. */
export interface Costs {
  readonly distance: number;
  readonly time: number;
  readonly people: number;
  readonly waiting: number;
  readonly overtime: number;
  readonly balance: number;
  readonly preference: number;
  readonly continuity: number;
  /** Prizes of optional jobs that are left out. */
  readonly leftOut: number;
  readonly total: number;
}

/** Who goes where and when. People without stops are absent. */
export interface Plan {
  readonly routes: readonly Route[];
  /** Jobs that nobody does. */
  readonly unassigned: readonly string[];
  /** How many of those must be done. */
  readonly mandatoryLeftOut: number;
  readonly costs: Costs;
  /** Distances are straight lines. */
  readonly isEstimate: boolean;
}
