import type { ReactNode } from 'react';
import { dateTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useMe } from '../../../shared/session.tsx';
import type { Play } from './play-paths.ts';
import { FIELD_NAMES, fieldText, whatHappened } from './play-words.ts';

/** What happened to a play, oldest first: teal what the system did, orange what people did. */
export function PlayHistory({ history }: { history: Play['history'] }): ReactNode {
  const { userId } = useMe();
  return (
    <section className="play-section" aria-label="经过">
      <header>
        <h3>经过</h3>
      </header>
      <ol className="play-history">
        {history.map((entry) => (
          <li key={`${entry.kind} ${entry.decidedAt}`}>
            <Ring by={entry.madeBy === 'person' ? 'people' : 'system'} />
            <div>
              <p>
                <strong>{whatHappened(entry, userId)}</strong>
                <time dateTime={entry.decidedAt}>{dateTime(entry.decidedAt)}</time>
              </p>
              {entry.reason === null ? null : <p className="play-history-reason">{entry.reason}</p>}
              {entry.changes.map((change) => (
                <p key={change.field} className="play-history-change">
                  <span>{FIELD_NAMES[change.field] ?? change.field}</span>
                  <del>{fieldText(change.field, change.before)}</del>
                  <ins>{fieldText(change.field, change.after)}</ins>
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
