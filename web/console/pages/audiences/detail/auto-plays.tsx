import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Switch } from 'antd';
import { useId, type ReactNode } from 'react';
import type { playSettingAnswer } from '#modules/intelligence/contract';
import type { z } from 'zod';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { choicesOf, usePackages } from '../../../parts/choices.ts';
import { ManyPicker } from '../pickers.tsx';

type PlaySetting = z.infer<typeof playSettingAnswer>;

/** 进入人群自动出方案: whether a community that enters gets a proposal by itself, and of which packages. */
export function AutoPlays({ audienceId }: { audienceId: string }): ReactNode {
  const mayRead = useMay('play.read');
  // The setting holds for every area: it is the headquarters', like the audience itself.
  const mayDecide = [useMay('play.decide'), useMay('audience.edit')].every(Boolean);
  const path = `/api/intelligence/play-settings/${audienceId}`;
  const key = ['play-settings', audienceId];
  const labelId = useId();
  const packages = usePackages().filter((each) => each.active);
  const setting = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<PlaySetting>(path, { signal }),
    enabled: mayRead,
  });
  const save = useAct(
    (body: Pick<PlaySetting, 'automatic' | 'packageIds'>, actKey) =>
      api.put<PlaySetting>(path, { body, key: actKey, ifMatch: setting.data?.revision ?? 0 }),
    { stale: [key] },
  );
  const { data } = setting;
  if (!mayRead) return null;
  if (data === undefined) return <ProblemLine problem={setting.error ?? undefined} />;
  return (
    <div className="auto-plays">
      <p>
        <Switch
          size="small"
          aria-labelledby={labelId}
          checked={data.automatic}
          loading={save.busy}
          disabled={!mayDecide}
          onChange={(automatic) => void save.run({ automatic, packageIds: data.packageIds })}
        />
        <span id={labelId}>进入人群自动出方案</span>
      </p>
      {data.automatic ? (
        <p className="auto-plays-packages">
          只从
          <ManyPicker
            label="套餐"
            none="所有在推的套餐"
            values={data.packageIds}
            options={choicesOf(packages)}
            onChange={(packageIds) =>
              void save.run({ automatic: true, packageIds: packageIds as PlaySetting['packageIds'] })
            }
          />
          里选，先到<Link to="/plays">方案</Link>等人批；有常设授权的直接发。
        </p>
      ) : (
        <p className="auto-plays-packages">关着：小区进来只更新名单，要方案得自己点「生成方案」。</p>
      )}
      <ProblemLine problem={save.problem} />
    </div>
  );
}
