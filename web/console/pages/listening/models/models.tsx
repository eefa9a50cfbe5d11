import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TextModelsAnswer } from '#modules/cdp/contract';
import { Await, Skeleton } from '../../../../shared/states.tsx';
import type { ListeningDesk } from '../use-listening-desk.ts';
import { InUse } from './in-use.tsx';
import { LearnNow } from './learn-now.tsx';
import { LearntTable } from './learnt-table.tsx';
import { KIND_ORDER } from './model-words.ts';
import './models.css';

interface ModelsProps {
  readonly desk: ListeningDesk;
  readonly query: UseQueryResult<TextModelsAnswer>;
}

/** What messages are read with, what was learnt from corrections, and learning once more. */
export function Models({ desk, query }: ModelsProps): ReactNode {
  return (
    <Await query={query} loading={<Skeleton rows={10} label="正在看学过什么" />}>
      {(models) => (
        <div className="models">
          <div className="models-now">
            {KIND_ORDER.map((kind) => (
              <InUse key={kind} kind={kind} models={models} />
            ))}
            <LearnNow models={models} desk={desk} />
          </div>
          <LearntTable items={models.items} />
        </div>
      )}
    </Await>
  );
}
