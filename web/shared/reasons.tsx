import type { ReactNode } from 'react';
import { Ring } from './logo.tsx';
import './reasons.css';

/** Why the system proposes something, or why a person decided otherwise: a sentence with its figures. */
export interface Reason {
  readonly sentence: string;
  /** `people` marks an override. */
  readonly by?: 'system' | 'people';
  /** Who overrode it, and when; shown behind the sentence. */
  readonly note?: string;
}

/** The list of reasons under a proposal. Teal rings are the system's, orange ones a person's. */
export function Reasons({ reasons, title = '为什么' }: { reasons: readonly Reason[]; title?: string }): ReactNode {
  return (
    <section className="reasons" aria-label={title}>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.sentence} className={reason.by === 'people' ? 'reasons-people' : undefined}>
            <Ring by={reason.by ?? 'system'} />
            <span>
              <span className="visually-hidden">{reason.by === 'people' ? '人工决定：' : '系统判断：'}</span>
              {reason.sentence}
              {reason.note === undefined ? null : <small>{reason.note}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A short mark of who did something: 系统建议 in teal, 人工决定 in orange. */
export function ByMark({ by, children }: { by: 'system' | 'people'; children: ReactNode }): ReactNode {
  return (
    <span className={`by-mark by-mark-${by}`}>
      <Ring by={by} size={10} />
      {children}
    </span>
  );
}
