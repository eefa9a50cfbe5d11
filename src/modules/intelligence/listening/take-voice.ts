import { NotFound, Refusal } from '#kernel/errors';
import type { CityId, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { voicesByEvents } from '#modules/cdp';
import { userOf } from '../actor.ts';
import { AlertChangedMeanwhile, type Alert } from './alert.ts';
import { giveToDesk, newAlert, raise } from './raise-alerts.ts';

/** There is an alert of this message already: it is among the alerts. */
export class VoiceTakenBefore extends Refusal {
  constructor() {
    super('voice-taken-before', 'conflict');
  }
}

/**
 * A person finds that somebody should see to a message: it becomes a ticket with a deadline, as an alert does. Announces
 * AlertRaised, AlertTaken. Throws NotFound where it is not within the reader's area, VoiceTakenBefore.
 */
export async function takeVoice(
  ctx: Context,
  asked: { readonly cityId: CityId; readonly eventId: string },
): Promise<Alert> {
  return ctx.transaction(async (tx) => {
    const [voice] = await voicesByEvents(tx.db, asked.cityId, [asked.eventId]);
    if (voice === undefined || !covers(ctx.scope, voice)) throw new NotFound('voice');
    const alert: Alert = {
      ...newAlert(tx, voice),
      kind: 'message',
      topic: voice.topics[0] ?? null,
      eventId: voice.eventId,
      // The vault keeps subjects as persons.
      subjectId: voice.subjectId as PersonId,
      window: null,
      people: 1,
      expected: 0,
      graveKinds: voice.graveKinds,
    };
    if (!(await raise(tx, alert))) throw new VoiceTakenBefore();
    const taken = await giveToDesk(tx, alert, userOf(tx.actor));
    if (taken === undefined) throw new AlertChangedMeanwhile();
    await tx.audit({
      action: 'take-voice',
      subject: { kind: 'voice', id: voice.eventId },
      details: { alertId: alert.alertId },
    });
    return taken;
  });
}
