import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { fromWgs84 } from '#kernel/geo-datum';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { visitPath } from '../../my/paths.ts';
import { isAhead } from '../../my/visit-steps.ts';

interface Revealed {
  readonly visitId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/** Name, phone and door in clear, in this session's memory alone; the server writes down who looked. */
function useRevealed(visitId: string) {
  const client = useQueryClient();
  const queryKey = ['visit-revealed', visitId];
  const known = useQuery<Revealed>({ queryKey, queryFn: skipToken }).data;
  const reveal = useAct((id: string, key: string) => api.post<Revealed>(visitPath(id, 'reveal'), { key }), {
    onDone: (answer) => client.setQueryData(queryKey, answer),
  });
  return { known, reveal };
}

/** Who it is and where they live; one tap shows what one needs at the door. */
export function Customer({ visit, now }: { visit: MyVisitItem; now: number }): ReactNode {
  const { known, reveal } = useRevealed(visit.visitId);
  const shown = isAhead(visit) ? known : undefined;
  return (
    <section className="card page-stack" aria-labelledby="customer">
      <h2 id="customer">客户</h2>
      <dl className="facts">
        <dt>称呼</dt>
        <dd>{(shown?.name ?? visit.customerName) || '已注销'}</dd>
        <dt>手机</dt>
        <dd>{shown?.phone ?? visit.customerPhone}</dd>
        <dt>地址</dt>
        <dd>
          {visit.communityName}
          {shown === undefined ? '' : ` ${shown.address || '没有留门牌，打电话问'}`}
        </dd>
      </dl>
      <ProblemLine problem={reveal.problem} />
      {shown !== undefined ? (
        <a className="button button-second" href={`tel:${shown.phone}`}>
          <Icon name="phone" size={22} /> 拨打 {spaced(shown.phone)}
        </a>
      ) : visit.canReveal || isSoon(visit, now) ? (
        <button
          type="button"
          className="button button-second"
          disabled={reveal.busy}
          onClick={() => void reveal.run(visit.visitId)}
        >
          {reveal.busy ? '正在取…' : '看电话和门牌'}
        </button>
      ) : null}
      <p className="visit-hint">
        {isAhead(visit)
          ? shown === undefined && !visit.canReveal && !isSoon(visit, now)
            ? '电话和门牌在上门前 24 小时内能看。'
            : '看电话和门牌会留下记录，只用于这次上门。'
          : '这单结束了，电话和门牌不再显示。'}
      </p>
      {isAhead(visit) ? (
        <a className="button button-quiet" href={mapLink(visit)} target="_blank" rel="noreferrer">
          <Icon name="place" size={20} /> 在高德地图里打开 {visit.communityName}
        </a>
      ) : null}
    </section>
  );
}

const DAY_MS = 24 * 3_600_000;
/** What is kept may be from yesterday: by now it may be looked at. */
const isSoon = (visit: MyVisitItem, now: number): boolean =>
  isAhead(visit) && Date.parse(visit.startsAt) - DAY_MS <= now;

const spaced = (phone: string): string => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');

/** AMap's own address for a marker; its maps are in GCJ-02. */
function mapLink({ position, communityName }: MyVisitItem): string {
  const { lng, lat } = fromWgs84(position, 'gcj02');
  const query = new URLSearchParams({
    position: `${lng.toFixed(6)},${lat.toFixed(6)}`,
    name: communityName,
    coordinate: 'gaode',
    callnative: '1',
  });
  return `https://uri.amap.com/marker?${query}`;
}
