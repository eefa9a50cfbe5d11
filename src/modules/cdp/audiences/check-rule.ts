import type { Context, Tx } from '#platform/context';
import { listTopics } from '../topics/topic-store.ts';
import { AudiencesAreHeadquarters, UnknownTopic } from './audience.ts';
import { topicsIn, type Rule } from './rule.ts';

/** Refuses rules that ask for topics nobody listens for. @throws UnknownTopic */
export async function checkTopics(db: Tx['db'] | Context['db'], rule: Rule): Promise<void> {
  const asked = topicsIn(rule);
  if (asked.length === 0) return;
  const known = new Set((await listTopics(db)).map((each) => each.topic));
  const unknown = asked.find((topic) => !known.has(topic));
  if (unknown !== undefined) throw new UnknownTopic(unknown);
}

/** Refuses whoever sees only a part of the world. @throws AudiencesAreHeadquarters */
export function checkHeadquarters(ctx: Context): void {
  if (!ctx.scope.everything) throw new AudiencesAreHeadquarters();
}
