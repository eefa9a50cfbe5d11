import { Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import { businessDay } from '#kernel/time';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import './prices.css';

interface EndEntryProps {
  /** `结束这条价目` */
  readonly title: string;
  /** What ends and what holds then, in a sentence. */
  readonly lead: ReactNode;
  /** Takes `{ lastDay }`. */
  readonly path: string;
  /** Its last day as it stands. */
  readonly to: string | null;
  readonly stale: readonly QueryKey[];
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Ends an entry of a price list or an assortment, at once or with a day. Mount it to open it. */
export function EndEntry({ title, lead, path, to, stale, onClose, onEnded }: EndEntryProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [when, setWhen] = useState<'now' | 'day'>('now');
  const [lastDay, setLastDay] = useState('');
  const act = useAct((day: string | null, key) => api.post(path, { body: { lastDay: day }, key }), {
    stale,
    onDone: onEnded,
  });
  const ready = when === 'now' || lastDay >= today;
  return (
    <ActDialog
      title={title}
      width={440}
      verb={when === 'now' ? '现在结束' : '到那天结束'}
      ready={ready}
      busy={act.busy}
      onAct={() => void act.run(when === 'now' ? null : lastDay)}
      onClose={onClose}
    >
      <div className="price-end">
        <p>{lead}</p>
        <Radio.Group value={when} onChange={(event) => setWhen(event.target.value as 'now' | 'day')}>
          <Radio value="now">现在就结束</Radio>
          <Radio value="day">到某一天为止</Radio>
        </Radio.Group>
        {when === 'day' ? (
          <Input
            aria-label="最后一天"
            type="date"
            min={today}
            max={to ?? undefined}
            value={lastDay}
            onChange={(event) => setLastDay(event.target.value)}
            style={{ width: 200 }}
          />
        ) : null}
        <ProblemLine problem={act.problem} />
      </div>
    </ActDialog>
  );
}
