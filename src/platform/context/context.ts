import type { Kysely, Transaction } from 'kysely';
import type { Id, TouchpointId, UserId } from '#kernel/ids';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import type { Announcement } from '../outbox/event.ts';
import type { Scope } from '../permission/scope.ts';
import type { Services } from './services.ts';

/** Who acts. It goes into the audit as it is and holds no personal data. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: UserId; readonly touchpointId?: TouchpointId | undefined }
  | { readonly kind: 'source'; readonly sourceId: string }
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'anonymous' };

/** A command from outside: the same key gets the same answer; the same key with another fingerprint is refused. */
export interface Command {
  readonly key: string;
  /** Hash of what was asked; empty where the key alone identifies the request (events). */
  readonly fingerprint: string;
}

// eslint-disable-next-line typescript/no-explicit-any -- stores narrow it with withTables<TheirTables>()
export type Database = Kysely<any>;
// eslint-disable-next-line typescript/no-explicit-any -- as above
export type DatabaseTransaction = Transaction<any>;

export interface AuditEntry {
  /** Verb and noun in kebab-case, as the verb's file is called: `approve-play`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Why personal data was read; required for reads of the vault. */
  readonly purpose?: string;
  /** Ids and figures only, no personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One open transaction. Everything done through it is committed together or not at all. */
export interface Tx {
  readonly db: DatabaseTransaction;
  /** The moment at which the transaction began, by the context's clock. */
  readonly now: Date;
  readonly actor: Actor;
  newId<Noun extends string>(): Id<Noun>;
  /** Appends events to the outbox, in this transaction. */
  announce(events: readonly Announcement[]): Promise<void>;
  /** Appends to the audit, in this transaction. */
  audit(entry: AuditEntry): Promise<void>;
}

/** With whom a transaction may be shared. */
export interface Together {
  /** Of the verb: only its own kind. */
  readonly verb: string;
  /** What two of one transaction must not have in common: the row that both would change, the customer. */
  readonly apart: string;
  /** So long those who come first wait for as many as went together of late; of a verb always the same. */
  readonly lingerMs?: number;
}

/** What every verb and door receives first: who acts, where they may look, the clock, chance, and the database. */
export interface Context {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly permissions: ReadonlySet<string>;
  readonly clock: Clock;
  readonly random: Random;
  readonly command: Command | undefined;
  readonly services: Services;
  /** For reads outside a transaction. */
  readonly db: Database;
  newId<Noun extends string>(): Id<Noun>;
  /**
   * Runs `work` in one transaction. With a command, the answer is kept under its key in the same transaction and a
   * repetition returns it without running `work` again. Deadlocks and serialization failures are retried. `together`:
   * those who come at the same moment may share one transaction, which commits for all of them or for none; then each
   * runs by itself, so that `work` may be run twice.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, together?: Together): Promise<T>;
  /** The same context under another command key: for a caller that runs several verbs for one request. */
  under(part: string): Context;
}
