import { useQuery } from '@tanstack/react-query';
import type { AlertDetail } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { relativeTime } from '../../../shared/format.ts';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useNow } from '../../../shared/use-now.ts';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { AlertActs } from './alert-acts.tsx';
import { AlertBody } from './alert-body.tsx';
import { AlertRule } from './alert-rule.tsx';
import { ALERT_AND_TICKET_TOPICS, ALERTS_KEY, alertPath } from './listening-paths.ts';
import { alertTitle } from './listening-words.ts';
import { RULE, type ListeningDesk } from './use-listening-desk.ts';

const NO_TOPICS: readonly string[] = [];

/** What is open beside the alerts: one of them, or the rule that raises them. */
export function useAlertPanel(desk: ListeningDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const now = useNow();
  const isAlert = openId !== undefined && openId !== RULE;
  const queryKey = [...ALERTS_KEY, 'one', openId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<AlertDetail>(alertPath(openId ?? ''), { signal }),
    enabled: isAlert,
  });
  useLiveQuery(isAlert ? ALERT_AND_TICKET_TOPICS : NO_TOPICS, queryKey);
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === RULE) {
    return { title: '预警规则', subtitle: '什么时候叫人来看', onClose, children: <AlertRule /> };
  }
  const alert = query.data;
  return {
    title: alert === undefined ? '预警' : alertTitle(alert),
    subtitle:
      alert === undefined ? '' : `${alert.communityName} · ${alert.cityName} · ${relativeTime(alert.raisedAt, now)}`,
    onClose,
    children: <Await query={query}>{(known) => <AlertBody key={openId} alert={known} />}</Await>,
    ...(alert?.state === 'open' ? { footer: <AlertActs key={openId} alert={alert} /> } : {}),
  };
}
