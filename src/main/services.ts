import { join } from 'node:path';
import { sandboxSender, type CodeSender } from '#platform/auth';
import type { Services, Settings } from '#platform/context';
import { createFileStore } from '#platform/files';
import { createVault, loadKeys } from '#platform/privacy';
import type { SmsProvider } from '#platform/sms';
import { createThreads } from '#platform/threads';

export interface Phones {
  readonly sms: SmsProvider;
  readonly codes: CodeSender;
}

/** Opens what verbs are lent; `close` ends the threads. */
export async function openServices(options: {
  dataDir: string;
  settings: Settings;
  env: Readonly<Record<string, string | undefined>>;
  /** A way to phones, and codes by it. */
  phones?: Phones | undefined;
}): Promise<{ services: Services; close: () => Promise<void> }> {
  const { dataDir, settings, env } = options;
  const vault = createVault(await loadKeys({ dataDir, mode: settings.mode, env }));
  const files = createFileStore({ folder: join(dataDir, 'files') });
  const threads = createThreads({ size: 1 });
  const codes = settings.mode === 'demo' ? sandboxSender : options.phones?.codes;
  const sms = options.phones?.sms;
  return { services: { vault, files, threads, settings, codes, sms }, close: () => threads.close() };
}
