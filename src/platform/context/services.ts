import type { CodeSender } from '../auth/port.ts';
import type { FileStore } from '../files/index.ts';
import type { Vault } from '../privacy/index.ts';
import type { SmsProvider } from '../sms/sms-port.ts';
import type { Threads } from '../threads/index.ts';

export interface Settings {
  /** Where people reach this installation, without a trailing slash: it stands in links and QR codes. */
  readonly publicUrl: string;
  readonly mode: 'demo' | 'production';
}

/** What the platform lends to verbs besides the transaction. */
export interface Services {
  readonly vault: Vault;
  readonly files: FileStore;
  readonly threads: Threads;
  readonly settings: Settings;
  /** Sends codes to phones; undefined in production until a channel is configured. */
  readonly codes: CodeSender | undefined;
  /** Short messages to phones; undefined until a provider is configured, and in the demo. */
  readonly sms: SmsProvider | undefined;
}
