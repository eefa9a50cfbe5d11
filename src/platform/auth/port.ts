import type { Context, Database } from '../context/index.ts';
import type { Scope } from '../permission/scope.ts';
import type { Role, User } from './user.ts';

/**
 * Sends sign-in codes. `send` hands over and does not fail where the channel does: how long it takes and whether it
 * works must not tell a stranger which phones are known. The sandbox keeps them for the developer page; real channels are adapters of the same shape.
 */
export interface CodeSender {
  readonly sandbox: boolean;
  send(ctx: Context, message: { phone: string; maskedPhone: string; code: string }): Promise<void>;
}

export interface DemoAccount {
  readonly label: string;
  readonly surface: 'console' | 'workbench';
  readonly login?: string;
  readonly password?: string;
  readonly phone?: string;
}

/** What the platform must be told about users, because modules to its right know it. */
export interface AuthPorts {
  readonly roles: Readonly<Record<string, Role>>;
  /** Where a user may look and act; filled by territory and touchpoints. */
  readonly areasOf: (db: Database, user: User) => Promise<Scope>;
  /** Names of areas for people, by id. */
  readonly areaNames: (db: Database, areaIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Undefined in production until a channel is configured. */
  readonly codeSender: CodeSender | undefined;
  /** Empty outside the demo. */
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
}
