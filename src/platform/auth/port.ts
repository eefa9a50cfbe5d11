import type { Context, Database } from '../context/index.ts';
import type { Place, Scope } from '../permission/scope.ts';
import type { Role } from './user.ts';
import type { SignedInUser } from './user-store.ts';

/**
 * Sends codes to phones. `send` hands over and does not fail where the channel does: how long it takes and whether it
 * works must not tell a stranger which phones are known. The sandbox keeps them for the developer page; real channels are adapters of the same shape.
 */
export interface CodeSender {
  readonly sandbox: boolean;
  send(ctx: Context, message: CodeMessage): Promise<void>;
}

export interface CodeMessage {
  readonly phone: string;
  readonly maskedPhone: string;
  readonly code: string;
  /** What entering the code does, where it is not signing in; it stands in the message. No personal data. */
  readonly about?: string;
  /** Where what it is for lies: of a sandbox's messages only those within the reader's scope are shown. */
  readonly place?: Pick<Place, 'cityId' | 'storeId' | 'communityId'>;
}

export interface DemoAccount {
  readonly label: string;
  readonly surface: 'console' | 'workbench' | 'shop';
  readonly login?: string;
  readonly password?: string;
  readonly phone?: string;
}

/** What the platform must be told about users, because modules to its right know it. */
export interface AuthPorts {
  readonly roles: Readonly<Record<string, Role>>;
  /** Where a user may look and act; filled by territory and touchpoints. */
  readonly areasOf: (db: Database, user: SignedInUser) => Promise<Scope>;
  /** Names of areas for people, by id. */
  readonly areaNames: (db: Database, areaIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Undefined in production until a channel is configured. */
  readonly codeSender: CodeSender | undefined;
  /** Empty outside the demo. */
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
}
