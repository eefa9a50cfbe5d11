import type { Tx } from '#platform/context';
import { announceFactsChanged } from '../communities/announce-facts.ts';
import { mentionDays, personDayOf, type Mention } from '../communities/mention.ts';
import { addMentionDays, keepMentions, keepPersonDays } from '../communities/mention-store.ts';
import { moveFeeling, uncountMentions, type Label } from './label-store.ts';
import type { ListedVoice } from './voice-list-store.ts';

/**
 * Part: counts a message as it is to be read from now on, instead of as it was; says that the community's facts changed.
 * The message is locked by the caller, who writes the label over it as well.
 */
export async function recountVoice(tx: Tx, voice: ListedVoice, label: Label): Promise<void> {
  await moveFeeling(tx.db, voice, { from: voice.sentiment, to: label.sentiment });
  await uncountMentions(tx.db, voice);
  const mentions = mentionsAs(voice, label);
  if (mentions.length > 0) {
    await keepMentions(tx.db, mentions);
    const newPeople = await keepPersonDays(tx.db, mentions.map(personDayOf));
    await addMentionDays(tx.db, mentionDays(mentions, newPeople));
  }
  await announceFactsChanged(tx, [voice]);
}

const mentionsAs = (voice: ListedVoice, { topics, sentiment, severity }: Label): Mention[] =>
  topics.map((topic) => ({ ...voice, topic, sentiment, severity, signalKind: null }));
