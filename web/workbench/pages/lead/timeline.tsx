import type { ReactNode } from 'react';
import type { LeadDetail } from '#modules/growth/contract';
import { Ring } from '../../../shared/logo.tsx';
import { ago } from '../../my/lead-words.ts';

type Entry = LeadDetail['timeline'][number];

const BY: Readonly<Record<Entry['by'], string>> = { resident: '住户', touchpoint: '你', staff: '同事', system: '系统' };

/** What has happened, the newest first. */
export function Timeline({ entries, now }: { entries: readonly Entry[]; now: number }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">经过</h2>
      <ol className="timeline">
        {entries.toReversed().map((entry) => (
          <li key={entry.step}>
            <Ring by={entry.by === 'system' ? 'system' : 'people'} />
            <span>
              {entry.moveName}
              {entry.reasonName === null ? '' : `：${entry.reasonName}`}
              <small>
                {entry.touchpointName ?? BY[entry.by]} · {ago(entry.madeAt, now)}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
