import type { TaskDetail } from '#modules/touchpoints/contract';
import { declineText, resultText } from './touchpoint-words.ts';

/** One step of a task: who was asked, what they said, what came of it. */
export interface Step {
  readonly at: string;
  readonly by: 'system' | 'people';
  readonly text: string;
  /** Why this person, or why not. */
  readonly why: string | undefined;
  /** `no`: it went on to somebody else. `open`: nobody has said anything yet. */
  readonly kind: 'asked' | 'no' | 'yes' | 'open' | 'end';
}

type Told = Pick<TaskDetail, 'offers' | 'state' | 'forwardedAt' | 'completedAt' | 'outcome' | 'touchpointName'>;

/** Who was asked in which order, what each said, and how the task went on. */
export function timelineOf(task: Told): Step[] {
  const steps = task.offers.flatMap((offer): Step[] => {
    const asked = askOf(offer);
    if (offer.answer === null || offer.answeredAt === null) return [asked];
    const no = offer.answer === 'declined';
    const reason = offer.reason === null ? undefined : no ? declineText(offer.reason) : offer.reason;
    return [
      asked,
      {
        at: offer.answeredAt,
        by: 'people',
        text: `${offer.name}${ANSWERS[offer.answer] ?? offer.answer}`,
        why: reason,
        kind: no ? 'no' : 'yes',
      },
    ];
  });
  return [...steps, ...endOf(task)];
}

/** The system asks one after the other; a person hands it to somebody, and says why. */
function askOf({ offeredAt, name, why }: TaskDetail['offers'][number]): Step {
  const byHand = why.startsWith(BY_HAND);
  return {
    at: offeredAt,
    by: byHand ? 'people' : 'system',
    text: `${byHand ? '派给' : '问'}${name}`,
    why,
    kind: 'asked',
  };
}

/** How the reason of a task that was placed by hand begins. */
const BY_HAND = '人工指派';

const ANSWERS: Readonly<Record<string, string>> = {
  declined: '没接',
  accepted: '接了',
  taken_away: '手上的任务被收回',
  expired: '没有回音',
};

function endOf({ state, forwardedAt, completedAt, outcome, touchpointName, offers }: Told): Step[] {
  const who = touchpointName ?? '';
  const last = offers.at(-1);
  if (state === 'unplaced') {
    return [
      { at: last?.answeredAt ?? '', by: 'system', text: '没有下一位可问，等人指派', why: undefined, kind: 'open' },
    ];
  }
  return [
    ...(forwardedAt === null
      ? []
      : [{ at: forwardedAt, by: 'people', text: `${who}转发到群里`, why: undefined, kind: 'yes' } as const]),
    ...(completedAt === null
      ? []
      : [
          {
            at: completedAt,
            by: 'people',
            text: '办完了',
            why: outcome === null ? undefined : resultText(outcome),
            kind: 'end',
          } as const,
        ]),
    ...(state === 'offered' && last?.answer === null
      ? [{ at: '', by: 'people', text: `等${last.name}回话`, why: undefined, kind: 'open' } as const]
      : []),
  ];
}
