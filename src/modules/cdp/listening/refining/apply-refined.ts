import type { Context } from '#platform/context';
import { announceGrave } from '../../communities/count-mentions.ts';
import { recountVoice } from '../recount-voice.ts';
import { lockVoice } from '../voice-list-store.ts';
import { isAsRead, labelAfter } from './refined-label.ts';
import type { Refined } from './refiner-port.ts';
import { leaveAsRead, saveRefined, type UnsureVoice } from './refining-store.ts';

/**
 * Reads a message as it was read again: counts follow, what is grave now is announced as when it comes. It is no person's
 * word: nothing learns from it, and the message stays unchecked. What somebody said of the message meanwhile stands.
 * Whether the reading was taken.
 */
export async function applyRefined(
  ctx: Context,
  input: { readonly voice: UnsureVoice; readonly refined: Refined; readonly model: string },
): Promise<boolean> {
  const { refined, model } = input;
  return ctx.transaction(async (tx) => {
    const voice = await lockVoice(tx.db, ctx.scope, input.voice);
    if (voice === undefined || voice.isChecked || voice.refinedBy !== null) return false;
    const label = labelAfter(voice, refined);
    if (label === undefined) {
      await leaveAsRead(tx.db, [voice], tx.now);
      return false;
    }
    if (!isAsRead(voice, label)) {
      await recountVoice(tx, voice, label);
      const { sentiment, severity, topics } = voice;
      await tx.audit({
        action: 'apply-refined',
        subject: { kind: 'voice', id: voice.eventId },
        details: { model, before: { sentiment, severity, topics }, now: label },
      });
    }
    await saveRefined(tx.db, voice, label, { model, at: tx.now });
    if (voice.severity < 3 && label.severity === 3) await announceGrave(tx, [{ ...voice, ...label }], tx.now);
    return true;
  });
}
