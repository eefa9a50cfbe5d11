import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AudienceAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { relativeTime } from '../../../shared/format.ts';
import { Await, Skeleton } from '../../../shared/states.tsx';
import { AUDIENCES_KEY, audiencePath } from './audience-paths.ts';

interface ChangedMeanwhileProps {
  readonly id: string;
  /** Writes mine over what is there, which is this revision. */
  readonly onMine: (revision: number) => void;
  readonly onTheirs: () => void;
}

/** Somebody saved the audience while this one was being edited: what they wrote, and who shall win. */
export function ChangedMeanwhile({ id, onMine, onTheirs }: ChangedMeanwhileProps): ReactNode {
  const theirs = useQuery({
    queryKey: [...AUDIENCES_KEY, 'theirs', id],
    queryFn: ({ signal }) => api.get<AudienceAnswer>(audiencePath(id), { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <div className="changed-meanwhile" role="alert">
      <Await query={theirs} loading={<Skeleton rows={2} />}>
        {(audience) => (
          <>
            <p>
              {relativeTime(audience.updatedAt)}有人改过这个人群，现在是「{audience.name}」：{audience.sentence}
              。你的修改还在下面，没有丢。
            </p>
            <div>
              <Button onClick={onTheirs}>用他改的，放下我的</Button>
              <Button type="primary" onClick={() => onMine(audience.revision)}>
                用我的，盖过他的
              </Button>
            </div>
          </>
        )}
      </Await>
    </div>
  );
}
