import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ServiceItem } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { Two } from '../../../parts/list-parts.tsx';
import { SERVICES_KEY, SERVICES_PATH } from '../service-paths.ts';
import { BOOKERS, minutesInWords } from './type-draft.ts';
import { TypeBody } from './type-form.tsx';
import '../service.css';

const columns: readonly Column<ServiceItem>[] = [
  {
    key: 'name',
    title: '服务',
    width: 140,
    always: true,
    render: (row) => <Two first={<strong>{row.name}</strong>} second={row.skillName} />,
  },
  {
    key: 'minutes',
    title: '要多久',
    width: 140,
    render: (row) => <Two first={minutesInWords(row.minutes)} second={`前后各留${row.bufferMinutes}分钟`} />,
  },
  {
    key: 'skill',
    title: '谁能去',
    width: 150,
    render: (row) => (
      <Two
        first={`${row.skillName} ${row.level} 级以上`}
        second={row.bookedBy.map((by) => BOOKERS[by]).join('、') + '能约'}
      />
    ),
  },
  {
    key: 'notice',
    title: '提前多久约',
    width: 160,
    render: (row) => `提前${row.minNoticeHours}小时，最远${row.maxDays}天`,
  },
  {
    key: 'active',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={row.active ? 'good' : 'neutral'}>{row.active ? '可以约' : '停约'}</StateWord>,
  },
];

const BESIDE_PANEL = ['name', 'minutes', 'active'];
const besidePanel = columns.filter(({ key }) => BESIDE_PANEL.includes(key));

/** 上门做什么，要多久，谁能去？ */
export default function ServiceTypesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['type']);
  const result = useQuery({
    queryKey: SERVICES_KEY,
    queryFn: ({ signal }) => api.get<{ items: ServiceItem[] }>(SERVICES_PATH, { signal }),
  });
  const items = result.data?.items;
  const open = items?.find((each) => each.service === url.type);
  const close = (): void => setUrl({ type: undefined });
  return (
    <PageFrame
      title="服务项目"
      question="上门做什么，要多久，谁能去？"
      tabs={<AreaTabs area="service" />}
      {...(items === undefined
        ? {}
        : {
            answer: {
              figure: count(items.filter((each) => each.active).length),
              unit: '种上门可以约',
              why: '时长和等级定了，系统才知道谁有空、谁会做。已经约好的上门不受修改影响。',
            },
          })}
      panel={
        open === undefined
          ? undefined
          : {
              title: open.name,
              subtitle: `${open.skillName} · 第${open.revision}版`,
              onClose: close,
              children: <TypeBody key={`${open.service}/${open.revision}`} item={open} />,
            }
      }
    >
      <ListTable
        name="service-types"
        noun="服务"
        measure="种"
        columns={open === undefined ? columns : besidePanel}
        list={{
          rows: items,
          total: undefined,
          problem: result.error === null ? undefined : asProblem(result.error),
          hasMore: false,
          loading: result.isPending,
          loadingMore: false,
          loadMore: () => undefined,
          retry: () => void result.refetch(),
        }}
        idOf={(row) => row.service}
        openId={url.type}
        onOpen={(row) => setUrl({ type: row.service }, { push: url.type === undefined })}
        empty={{ title: '还没有服务项目', hint: '系统初始化时会登记量房、施工和维修。' }}
      />
    </PageFrame>
  );
}
