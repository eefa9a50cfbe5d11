import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ParcelItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, date, dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { nameOfSku } from '../../goods/name-of-sku.ts';
import { Good } from '../../goods/thumb.tsx';
import { ORDERS_KEY, PARCEL_TOPICS, PARCELS_KEY, PARCELS_PATH } from '../deals-paths.ts';
import { contactOf } from '../who.ts';
import { noonOf } from './parcel-words.ts';

export function OpenParcel({ id }: { id: string }): ReactNode {
  const queryKey = [...PARCELS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ParcelItem>(`${PARCELS_PATH}/${id}`, { signal }),
  });
  useLiveQuery(PARCEL_TOPICS, queryKey);
  return <Await query={query}>{(parcel) => <ParcelBody parcel={parcel} />}</Await>;
}

type Line = ParcelItem['lines'][number];

/** What its state says already. */
const QUIET: ReadonlySet<string> = new Set(['over', 'not_arrived']);

function ParcelBody({ parcel }: { parcel: ParcelItem }): ReactNode {
  const now = useNow();
  const at = (moment: string | null): string | undefined => (moment === null ? undefined : dateTime(moment, now));
  return (
    <Panel>
      {parcel.blocked === null || QUIET.has(parcel.blocked.code) ? null : (
        <p className="deal-next">{parcel.blocked.words}</p>
      )}
      <Acts parcel={parcel} />
      <PanelSection title="里面有什么">
        <ul className="claim-lines">
          {parcel.lines.map((line) => (
            <li key={line.lineNo}>
              <Good imageId={line.imageId} name={nameOfSku(line)} note={lineNote(line)} />
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title="从哪到哪">
        <Facts
          facts={[
            ['从', parcel.placeName],
            ['到', parcel.pickupPointName ?? parcel.modeName],
            ['地址', parcel.pickupPointAddress === '' ? undefined : (parcel.pickupPointAddress ?? undefined)],
            ['提货日', parcel.pickupOn === null ? undefined : date(noonOf(parcel.pickupOn), now)],
            ['出仓', at(parcel.sentAt)],
            ['到货', at(parcel.arrivedAt)],
            [parcel.mode === 'delivery' ? '送到' : '取走', at(parcel.collectedAt)],
            ['放到', parcel.left === 0 ? undefined : at(parcel.keepUntil)],
            ['补发', parcel.replacement ? '售后换的，不收钱' : undefined],
          ]}
        />
      </PanelSection>
      <PanelSection title="谁的">
        <Facts
          facts={[
            ['顾客', contactOf(parcel, '散客')],
            [
              '订单',
              <Link key="order" to="/deals/orders" search={{ order: parcel.orderId, state: 'all' } as never}>
                {parcel.orderNumber}
              </Link>,
            ],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

/** 「3盒 · 取了1 · 破损1 · 还剩1」 */
function lineNote(line: Line): string {
  return [
    `${count(line.quantity)}${line.unit}`,
    line.collected === 0 ? undefined : `取了${count(line.collected)}`,
    line.short === 0 ? undefined : `缺货${count(line.short)}`,
    line.missing === 0 ? undefined : `少货${count(line.missing)}`,
    line.damaged === 0 ? undefined : `破损${count(line.damaged)}`,
    line.returned === 0 ? undefined : `退回${count(line.returned)}`,
    line.left === 0 ? undefined : `还剩${count(line.left)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

type Act = 'hand-over' | 'depart' | 'deliver';
const VERBS: Readonly<Record<Act, string>> = { 'hand-over': '在柜台交给顾客', depart: '送出去了', deliver: '送到了' };

function actsOf({ mode, state }: ParcelItem): readonly Act[] {
  const open = state === 'waiting' || state === 'on_the_way' || state === 'part_collected';
  if (mode === 'counter') return open ? ['hand-over'] : [];
  if (mode !== 'delivery' || !open) return [];
  return state === 'waiting' ? ['depart', 'deliver'] : ['deliver'];
}

/** What staff do with parcels that are not picked up at a point; what hands goods over is asked twice. */
function Acts({ parcel }: { parcel: ParcelItem }): ReactNode {
  const mayAct = useMay('pickup.act');
  const [sure, setSure] = useState<Act>();
  const act = useAct((what: Act, key) => api.post(`${PARCELS_PATH}/${parcel.parcelId}/${what}`, { key }), {
    stale: [PARCELS_KEY, ORDERS_KEY],
    onDone: () => setSure(undefined),
  });
  const acts = actsOf(parcel);
  if (!mayAct || acts.length === 0) return null;
  return (
    <div>
      <div className="deal-acts">
        {acts.map((what) => (
          <Button
            key={what}
            type={what === acts.at(-1) ? 'primary' : 'default'}
            loading={act.busy}
            onBlur={() => setSure(undefined)}
            onClick={() => (what === 'depart' || sure === what ? void act.run(what) : setSure(what))}
          >
            {sure === what ? '再点一下，交出去不能撤' : VERBS[what]}
          </Button>
        ))}
      </div>
      <ProblemLine problem={act.problem} />
    </div>
  );
}
