import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { ArrivalList } from './arrival-list.tsx';
import { CollectRules } from './collect-rules.tsx';
import { OpenParcel } from './parcel-body.tsx';
import { ParcelFilter, ParcelList } from './parcel-list.tsx';
import { answerOf, VIEWS, type ParcelView } from './parcel-words.ts';
import { PointDayBody } from './point-day-body.tsx';
import { PointDayList } from './point-day-list.tsx';
import { SendWave } from './send-wave.tsx';
import { useParcels, type ParcelDesk } from './use-parcels.ts';
import { WaveList } from './wave-list.tsx';
import '../deals.css';
import './parcels.css';

/** What else can be open beside the list. */
const RULES = 'rules';
const WAVE = 'wave';

/** 今天哪些点到货，哪些货没人来取？ */
export default function ParcelsPage(): ReactNode {
  const desk = useParcels();
  const [url, setUrl] = useUrlState(['view']);
  const mayAct = useMay('pickup.act');
  const view: ParcelView = chosenView(url.view, desk);
  return (
    <PageFrame
      title="自提"
      question="今天哪些点到货，哪些货没人来取？"
      tabs={<AreaTabs area="deals" />}
      actions={
        <>
          <Button type="text" onClick={() => desk.open(RULES)}>
            自提时限
          </Button>
          {mayAct ? (
            <Button type="primary" onClick={() => desk.open(WAVE)}>
              发一批货
            </Button>
          ) : null}
        </>
      }
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts) })}
      filter={<ParcelFilter desk={desk} view={view} />}
      panel={panelOf(desk)}
    >
      <Segmented<ParcelView>
        className="parcel-views"
        aria-label="怎么看"
        value={view}
        options={(Object.keys(VIEWS) as ParcelView[]).map((value) => ({ value, label: VIEWS[value] }))}
        onChange={(value) => {
          desk.open(undefined);
          setUrl({ view: value });
        }}
      />
      {view === 'days' ? <PointDayList desk={desk} /> : null}
      {view === 'parcels' ? <ParcelList desk={desk} /> : null}
      {view === 'waves' ? <WaveList desk={desk} /> : null}
      {view === 'arrivals' ? <ArrivalList desk={desk} /> : null}
    </PageFrame>
  );
}

/** A link to one parcel, or to those of one person, shows parcels. */
function chosenView(said: string | undefined, { openId, filters }: ParcelDesk): ParcelView {
  if (said !== undefined && Object.hasOwn(VIEWS, said)) return said as ParcelView;
  const one = openId !== undefined && !openId.includes('/') && openId !== RULES && openId !== WAVE;
  return one || filters.text !== undefined ? 'parcels' : 'days';
}

function panelOf(desk: ParcelDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === RULES) {
    return { title: '自提时限', subtitle: '放多久，没人来取怎么办；所有人一样', onClose, children: <CollectRules /> };
  }
  if (openId === WAVE) {
    return { title: '发一批货', subtitle: '先看一遍再发；少的先退给最后下单的人', onClose, children: <SendWave /> };
  }
  // A day of a point: both ids, the day empty where there is none.
  const [pointId = '', day] = openId.split('/');
  if (day !== undefined) {
    return {
      title: '自提点一天的货',
      subtitle: '每样应到多少、到了多少、还剩多少',
      onClose,
      children: (
        <PointDayBody key={openId} pickupPointId={pointId} pickupOn={day === '' ? undefined : day} desk={desk} />
      ),
    };
  }
  const row = desk.list.rows?.find(({ parcelId }) => parcelId === openId);
  return {
    title: row === undefined ? '包裹' : (row.pickupPointName ?? row.modeName),
    subtitle: row === undefined ? '' : `${row.orderNumber} · ${row.stateName}`,
    onClose,
    children: <OpenParcel key={openId} id={openId} />,
  };
}
