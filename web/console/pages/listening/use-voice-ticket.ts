import { useState } from 'react';
import type { VoiceItem } from '#modules/cdp/contract';
import type { AlertItem } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { TICKETS_KEY } from '../service/service-paths.ts';
import { ALERTS_KEY, voiceTicketPath } from './listening-paths.ts';
import { alertIdOf } from './listening-words.ts';

export interface VoiceTicket {
  /** Somebody should see to the message: a ticket. */
  readonly make: (voice: VoiceItem) => void;
  readonly busy: boolean;
  /** The last message that became a ticket, and the alert between them. */
  readonly made: { readonly eventId: string; readonly alertId: string } | undefined;
  readonly problem: ApiProblem | undefined;
}

export function useVoiceTicket(): VoiceTicket {
  const [made, setMade] = useState<VoiceTicket['made']>();
  const act = useAct(
    ({ cityId, eventId }: VoiceItem, key) => api.post<AlertItem>(voiceTicketPath(cityId, eventId), { key }),
    { stale: [ALERTS_KEY, TICKETS_KEY] },
  );
  return {
    make: (voice) =>
      void act.run(voice).then((alert) => {
        if (alert !== undefined) setMade({ eventId: voice.eventId, alertId: alertIdOf(alert) });
      }),
    busy: act.busy,
    made,
    problem: act.problem,
  };
}
