import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { AlertList, AlertTabs } from './alert-list.tsx';
import { ListeningFilterSentence } from './listening-filter.tsx';
import { alertsAnswer, summaryAnswer, VIEWS, type ListeningView } from './listening-words.ts';
import { Messages } from './messages.tsx';
import { modelsAnswer } from './models/model-words.ts';
import { Models } from './models/models.tsx';
import { useModels } from './models/use-models.ts';
import { Overview } from './overview.tsx';
import { useAlertPanel } from './use-alert-panel.tsx';
import { useOpenAlerts } from './use-alerts.ts';
import { RULE, useListeningDesk, type ListeningDesk } from './use-listening-desk.ts';
import { useListeningSummary } from './use-listening-summary.ts';
import './listening.css';

/** 大家在抱怨什么，哪件要马上管？ */
export default function ListeningPage(): ReactNode {
  const desk = useListeningDesk();
  const summary = useListeningSummary(desk);
  const openAlerts = useOpenAlerts(desk);
  const models = useModels(desk);
  const now = useNow();
  const panel = useAlertPanel(desk);
  const answers: Readonly<Record<ListeningView, () => PageAnswer | undefined>> = {
    overview: () => summary.data && summaryAnswer(summary.data, desk.days),
    alerts: () => (openAlerts === undefined ? undefined : alertsAnswer(openAlerts)),
    messages: () => undefined,
    models: () => models.data && modelsAnswer(models.data, now),
  };
  const answer = answers[desk.view]();
  const isOfPlaces = desk.view !== 'models';
  return (
    <PageFrame
      title="舆情"
      question={isOfPlaces ? '大家在抱怨什么，哪件要马上管？' : '系统读得准不准，要不要再学一次？'}
      tabs={<AreaTabs area="communities" />}
      {...(isOfPlaces ? { actions: <Actions desk={desk} />, filter: <ListeningFilterSentence desk={desk} /> } : {})}
      {...(answer === undefined ? {} : { answer })}
      panel={panel}
    >
      <div className="listening-views">
        <Segmented<ListeningView>
          aria-label="看什么"
          value={desk.view}
          options={(Object.keys(VIEWS) as ListeningView[]).map((value) => ({
            value,
            label: value === 'alerts' ? <AlertsLabel open={openAlerts} /> : VIEWS[value],
          }))}
          onChange={desk.look}
        />
        {desk.view === 'alerts' ? <AlertTabs desk={desk} /> : null}
      </div>
      {desk.view === 'overview' ? <Overview desk={desk} query={summary} /> : null}
      {desk.view === 'alerts' ? <AlertList desk={desk} /> : null}
      {desk.view === 'messages' ? <Messages desk={desk} /> : null}
      {desk.view === 'models' ? <Models desk={desk} query={models} /> : null}
    </PageFrame>
  );
}

function AlertsLabel({ open = 0 }: { open: number | undefined }): ReactNode {
  if (open === 0) return VIEWS.alerts;
  return (
    <>
      {VIEWS.alerts}
      <span className="listening-open">
        {count(open)}
        <span className="visually-hidden">件待处理</span>
      </span>
    </>
  );
}

function Actions({ desk }: { desk: ListeningDesk }): ReactNode {
  return (
    <>
      <CommunityFinder
        label="只看一个小区"
        width={160}
        cityId={desk.filters.city}
        onFind={({ id }) => desk.filter('community', id)}
      />
      {desk.view === 'alerts' ? <Button onClick={() => desk.open(RULE)}>预警规则</Button> : null}
    </>
  );
}
