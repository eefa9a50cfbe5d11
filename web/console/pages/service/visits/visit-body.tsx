import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ProgressAnswer, RevealedCustomer, VisitDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { relativeTime, timeOfDay } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ByMark } from '../../../../shared/reasons.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { Arrange } from './arrange.tsx';
import { MeasureSection, RatingSection } from './came-of-it.tsx';
import { isLate, isPressing, STATE_TONES, stepsOf } from './visit-words.ts';
import { WhyThisOne } from './why-this-one.tsx';

interface VisitBodyProps {
  readonly visit: VisitDetail;
  readonly onOpen: (id: string) => void;
}

/** One visit, whole: who goes and why, the customer, what can be done, how far it is, what came of it. */
export function VisitBody({ visit, onOpen }: VisitBodyProps): ReactNode {
  const now = useNow();
  const progress = useQuery({
    queryKey: [...VISITS_KEY, 'one', visit.visitId, 'progress', visit.revision],
    queryFn: ({ signal }) => api.get<ProgressAnswer>(`${VISITS_PATH}/${visit.visitId}/progress`, { signal }),
  }).data;
  return (
    <Panel>
      {visit.state === 'unplaced' ? (
        <p className={isPressing(visit, now) ? 'service-alarm service-alarm-late' : 'service-alarm'}>
          没人去。{relativeTime(visit.startsAt, now)}就要上门，请派一位，或和顾客改时间。
        </p>
      ) : null}
      {isLate(visit, now) ? (
        <p className="service-alarm service-alarm-late">
          {relativeTime(visit.startsAt, now)}就该到了，还没出发。先打电话问一下，再改派或改时间。
        </p>
      ) : null}
      <Who visit={visit} progress={progress} />
      <Customer visit={visit} />
      <Arrange visit={visit} onBooked={onOpen} />
      <WhyThisOne visit={visit} />
      <PanelSection title="进度">
        <Steps steps={stepsOf(visit)} />
        {progress?.outcomeName == null || progress.outcome === 'done' ? null : (
          <p className="panel-note">结果：{progress.outcomeName}</p>
        )}
      </PanelSection>
      {visit.service === 'measure' && visit.arrivedAt !== null ? <MeasureSection visitId={visit.visitId} /> : null}
      {progress?.rating.stars == null ? null : <RatingSection visitId={visit.visitId} stars={progress.rating.stars} />}
      <About visit={visit} />
    </Panel>
  );
}

function Who({ visit, progress }: { visit: VisitDetail; progress: ProgressAnswer | undefined }): ReactNode {
  return (
    <PanelSection title="谁去" action={<StateWord tone={STATE_TONES[visit.state]}>{visit.stateName}</StateWord>}>
      {visit.who === null ? (
        <p className="visit-nobody">还没有人去</p>
      ) : (
        <p className="visit-person">
          <Link to="/service/calendars" search={{ person: visit.who.touchpointId } as never}>
            {visit.who.name}
          </Link>
          <span>{visit.who.roleName}</span>
          {visit.placedBy === null ? null : (
            <ByMark by={visit.placedBy}>{visit.placedBy === 'people' ? '人派的' : '系统派的'}</ByMark>
          )}
        </p>
      )}
      {progress?.expectedAt == null || visit.state !== 'departed' ? null : (
        <p className="panel-note">路上，估计{timeOfDay(progress.expectedAt)}到。</p>
      )}
    </PanelSection>
  );
}

/** What was revealed is kept by this panel alone and gone when it closes. */
function Customer({ visit }: { visit: VisitDetail }): ReactNode {
  const mayReveal = useMay('lead.reveal') && visit.customerName !== '' && !['done', 'cancelled'].includes(visit.state);
  const reveal = useAct((_: void, key) =>
    api.post<RevealedCustomer>(`${VISITS_PATH}/${visit.visitId}/reveal`, { key }),
  );
  const shown = reveal.answer;
  return (
    <PanelSection title="顾客">
      <p className="service-contact">
        <strong>{shown?.name ?? (visit.customerName === '' ? '已删除' : visit.customerName)}</strong>
        {shown === undefined ? (
          <span>{visit.customerPhone}</span>
        ) : (
          <a href={`tel:${shown.phone}`}>
            <Icon name="phone" size={16} />
            {shown.phone}
          </a>
        )}
        {mayReveal && shown === undefined ? (
          <Button size="small" loading={reveal.busy} onClick={() => void reveal.run()}>
            为约上门时间查看电话
          </Button>
        ) : null}
      </p>
      <p className="panel-note">
        {shown === undefined
          ? '门牌号只有上门的人在前一天起能看到。'
          : '这次查看已记入审计：你的账号、时间和目的「上门服务」。'}
      </p>
      <ProblemLine problem={reveal.problem} />
    </PanelSection>
  );
}

function About({ visit }: { visit: VisitDetail }): ReactNode {
  return (
    <PanelSection title="这一单">
      <Facts
        facts={[
          ['单号', visit.visitNumber],
          [
            '小区',
            <Link key="where" to="/communities" search={{ open: visit.communityId } as never}>
              {visit.communityName}
            </Link>,
          ],
          ['门店', visit.storeName ?? undefined],
          ['套餐', visit.packageName ?? undefined],
          [
            '线索',
            visit.leadId === null ? undefined : (
              <Link key="lead" to="/leads" search={{ lead: visit.leadId, state: 'all' } as never}>
                看这条线索
              </Link>
            ),
          ],
          [
            '工程',
            visit.projectId === null ? undefined : (
              <Link key="project" to="/service/projects" search={{ project: visit.projectId, state: 'all' } as never}>
                看这个工程
              </Link>
            ),
          ],
          ['改过', visit.moved === 0 ? '没有改过' : `${visit.moved}次时间或人`],
        ]}
      />
    </PanelSection>
  );
}
