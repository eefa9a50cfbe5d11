/* The answers of the system's own routes, which no module's contract holds. */

/** One event that a subscription could not take. */
export interface ParkedEvent {
  readonly subscription: string;
  readonly seq: number;
  readonly type: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly retryWanted: boolean;
}

export interface Queue {
  readonly name: string;
  readonly cron: string | null;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export interface AuditState {
  readonly ok: boolean;
  readonly sealed: number;
  readonly unsealed: number;
  /** `643:<64 hex digits>`; null while nothing is sealed. */
  readonly head: string | null;
  /** `12: entry-changed <id>`; null while the chain is whole. */
  readonly firstBroken: string | null;
}

export interface SandboxMessage {
  readonly messageId: string;
  readonly channel: string;
  readonly maskedTo: string;
  readonly body: string;
  readonly sentAt: string;
}

export interface Session {
  readonly sessionId: string;
  readonly createdAt: string;
  readonly device: string;
}

/** The demo's living city. */
export interface World {
  /** Simulated minutes in one real minute; 0 pauses. */
  readonly speed: number;
  readonly running: boolean;
  readonly simulatedNow: string;
  readonly acts: Readonly<Record<string, number>>;
  readonly waiting: number;
  readonly skippedTicks: number;
  readonly lastErrors: readonly { readonly act: string; readonly code: string; readonly at: string }[];
}

export interface Items<T> {
  readonly items: readonly T[];
}
