import type { LiveFeed, Route } from '../http/index.ts';
import type { Job } from '../jobs/job.ts';
import type { Subscription } from '../outbox/subscription.ts';
import type { ModuleSchema } from '../postgres/migration.ts';

/** Sentences by code, with `{param}` places. Chinese is complete; English may be missing. */
export interface Messages {
  readonly zh: Readonly<Record<string, string>>;
  readonly en?: Readonly<Record<string, string>>;
}

/** What a module brings to the process that runs it. Only `src/main` puts modules together. */
export interface Module {
  readonly name: string;
  readonly schema: ModuleSchema;
  readonly routes: readonly Route[];
  readonly subscriptions: readonly Subscription[];
  readonly live: readonly LiveFeed[];
  readonly jobs: readonly Job[];
  /** Sentences of its refusals. */
  readonly messages: Messages;
}
