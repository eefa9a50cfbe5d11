import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { GroupBuyDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { GROUP_BUY_TOPICS, groupBuyPath, GROUP_BUYS_KEY } from '../goods-paths.ts';
import { CutOffRules } from './cut-off-rules.tsx';
import { GroupBuyBody } from './group-buy-body.tsx';
import type { GroupBuyDesk } from './use-group-buys.ts';

/** What else can be open beside the list. */
export const RULES = 'rules';

export function useGroupBuyPanel(desk: GroupBuyDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === RULES) {
    return { title: '截单规则', subtitle: '只管以后开的团，开着的不变', onClose, children: <CutOffRules /> };
  }
  const row = desk.list.rows?.find(({ groupBuyId }) => groupBuyId === openId);
  return {
    title: row?.title ?? '团',
    subtitle: row === undefined ? '' : `${row.cityName}${row.communityName} · ${row.groupBuyNumber}`,
    onClose,
    children: <OpenGroupBuy key={openId} id={openId} />,
  };
}

function OpenGroupBuy({ id }: { id: string }): ReactNode {
  const queryKey = [...GROUP_BUYS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<GroupBuyDetail>(groupBuyPath(id), { signal }),
  });
  useLiveQuery(GROUP_BUY_TOPICS, queryKey);
  return <Await query={query}>{(groupBuy) => <GroupBuyBody groupBuy={groupBuy} />}</Await>;
}
