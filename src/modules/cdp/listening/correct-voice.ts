import { Refusal } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { announceGrave } from '../communities/count-mentions.ts';
import { listTopics } from '../topics/topic-store.ts';
import { saveLabel, type Label } from './label-store.ts';
import { recountVoice } from './recount-voice.ts';
import { lockVoice } from './voice-list-store.ts';

/** No message of that kind within the reader's area. */
export class VoiceUnknown extends Refusal {
  constructor() {
    super('voice-unknown', 'not_found');
  }
}

/** A label names a topic that is not listened for. */
export class LabelTopicUnknown extends Refusal {
  constructor(topic: string) {
    super('label-topic-unknown', 'invalid', { topic });
  }
}

/**
 * Says how a message is to be read, or confirms it: counts follow at once, and models learn from it later. The same again
 * changes nothing. Announces GraveVoicesHeard where somebody finds it grave. @throws VoiceUnknown, LabelTopicUnknown
 */
export async function correctVoice(
  ctx: Context,
  input: { readonly cityId: CityId; readonly eventId: string; readonly label: Label },
): Promise<Label> {
  const label = { ...input.label, topics: [...new Set(input.label.topics)].toSorted() };
  return ctx.transaction(async (tx) => {
    const known = new Set((await listTopics(tx.db)).map(({ topic }) => topic));
    const strange = label.topics.find((topic) => !known.has(topic));
    if (strange !== undefined) throw new LabelTopicUnknown(strange);
    const voice = await lockVoice(tx.db, ctx.scope, input);
    if (voice === undefined) throw new VoiceUnknown();
    await recountVoice(tx, voice, label);
    const { actor } = ctx;
    const userId = actor.kind === 'user' ? actor.userId : null;
    await saveLabel(tx.db, voice, label, { userId, at: tx.now });
    // What a person finds grave is as grave as what was heard so.
    if (label.severity === 3 && voice.severity < 3) await announceGrave(tx, [{ ...voice, ...label }], tx.now);
    await tx.audit({
      action: 'correct-voice',
      subject: { kind: 'voice', id: voice.eventId },
      details: { sentiment: label.sentiment, severity: label.severity, topics: label.topics.join(',') },
    });
    return label;
  });
}
