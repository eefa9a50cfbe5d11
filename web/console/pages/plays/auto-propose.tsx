import { useQuery } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useId, type ReactNode } from 'react';
import type { z } from 'zod';
import type { playSettingAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { PATHS, PLAYS_KEY } from './play-paths.ts';

type Setting = z.output<typeof playSettingAnswer>;

/** Whether a community that enters the audience later gets a proposal by itself. Headquarters decides. */
export function AutoPropose({ audienceId }: { audienceId: string }): ReactNode {
  const id = useId();
  const queryKey = [...PLAYS_KEY, 'setting', audienceId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Setting>(PATHS.setting(audienceId), { signal }),
  });
  const setting = query.data;
  const saving = useAct(
    (automatic: boolean, key) =>
      api.put<Setting>(PATHS.setting(audienceId), {
        body: { automatic, packageIds: setting?.packageIds ?? [] },
        key,
        ifMatch: setting?.revision ?? 0,
      }),
    { stale: [queryKey] },
  );
  if (setting === undefined) return null;
  return (
    <div className="generate-auto">
      <Switch
        id={id}
        checked={setting.automatic}
        loading={saving.busy}
        onChange={(automatic) => void saving.run(automatic)}
      />
      <label htmlFor={id}>
        以后有小区进入这个人群，自动出方案
        <span className="generate-rule">出好的照样等人批；签了常设授权的直接下发。</span>
      </label>
      <ProblemLine problem={saving.problem} />
    </div>
  );
}
