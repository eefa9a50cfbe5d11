import type { ReactNode } from 'react';
import type { NpsAnswer } from '#modules/growth/contract';
import { relativeTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { KIND_TONES, kindOf, KINDS } from './nps-words.ts';

interface LastAnswersProps {
  readonly answers: NpsAnswer['lastAnswers'];
  readonly openId: string | undefined;
  readonly onOpen: (surveyId: string) => void;
}

/** The last answers without names; each opens. */
export function LastAnswers({ answers, openId, onOpen }: LastAnswersProps): ReactNode {
  const now = useNow();
  return (
    <section className="nps-block nps-last" aria-label="最近的回答">
      <h2>最近的回答</h2>
      <ul>
        {answers.map((answer) => (
          <li key={answer.surveyId}>
            <button
              type="button"
              aria-current={answer.surveyId === openId ? 'true' : undefined}
              onClick={() => onOpen(answer.surveyId)}
            >
              <strong>{answer.score}分</strong>
              <StateWord tone={KIND_TONES[kindOf(answer.score)]}>{KINDS[kindOf(answer.score)]}</StateWord>
              <span>{answer.communityName}</span>
              <small>
                {answer.hasComment ? '写了原因 · ' : ''}
                {relativeTime(answer.answeredAt, now)}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
