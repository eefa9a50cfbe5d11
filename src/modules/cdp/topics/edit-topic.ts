import { Refusal } from '#kernel/errors';
import type { Context } from '#platform/context';
import { normaliseText, type Topic } from '#engines/text';
import { moveTaxonomyVersion, putTopic } from './topic-store.ts';

/** Somebody edited the topics after this reader loaded them. */
export class TopicsChangedMeanwhile extends Refusal {
  constructor() {
    super('topics-changed-meanwhile', 'conflict');
  }
}

/** The edit does not say which version it is based on. */
export class TopicsVersionRequired extends Refusal {
  constructor() {
    super('topics-version-required', 'invalid');
  }
}

/**
 * Adds a topic or replaces its name, group, state and keywords. Posts that come afterwards are read with it; what was
 * counted stays. @throws TopicsChangedMeanwhile, TopicsVersionRequired
 */
export async function editTopic(
  ctx: Context,
  input: { readonly topic: Topic; readonly expectedVersion: string | undefined },
): Promise<{ version: string; topic: Topic }> {
  const { expectedVersion } = input;
  if (expectedVersion === undefined) throw new TopicsVersionRequired();
  const keywords = [...new Set(input.topic.keywords.map(normaliseText))].filter((word) => word !== '').toSorted();
  const topic = { ...input.topic, keywords };
  return ctx.transaction(async (tx) => {
    const version = tx.newId<'Taxonomy'>();
    if (!(await moveTaxonomyVersion(tx.db, expectedVersion, version))) throw new TopicsChangedMeanwhile();
    await putTopic(tx.db, topic, tx.now);
    await tx.audit({
      action: 'edit-topic',
      subject: { kind: 'topic', id: topic.topic },
      details: { active: topic.active, keywords: keywords.length },
    });
    return { version, topic };
  });
}
