import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PickupPointAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { PLACES_KEY, POINTS_PATH } from '../goods-paths.ts';
import { restWords } from './place-draft.ts';
import { PointForm } from './point-form.tsx';

export function OpenPoint({ id }: { id: string }): ReactNode {
  const mayEdit = useMay('territory.edit');
  const query = useQuery({
    queryKey: [...PLACES_KEY, 'point', id],
    queryFn: ({ signal }) => api.get<PickupPointAnswer>(`${POINTS_PATH}/${id}`, { signal }),
    // What somebody is typing must not change under their hands.
    refetchOnWindowFocus: false,
  });
  return (
    <Await query={query}>
      {(point) => (
        <Panel>
          <About point={point} />
          {mayEdit ? (
            <PanelSection title="改这个自提点">
              <PointForm
                key={point.version}
                point={point}
                onDone={() => void query.refetch()}
                onReload={() => void query.refetch()}
              />
            </PanelSection>
          ) : null}
        </Panel>
      )}
    </Await>
  );
}

function About({ point }: { point: PickupPointAnswer }): ReactNode {
  const now = useNow();
  const mayRead = useMay('order.read');
  return (
    <PanelSection title={point.name}>
      <Facts
        facts={[
          [
            '小区',
            <Link key="place" to="/communities" search={{ open: point.communityId } as never}>
              {point.cityName}
              {point.communityName}
            </Link>,
          ],
          ['位置', point.address === '' ? undefined : point.address],
          [
            '谁管',
            point.keeperId === null ? (
              '没人管'
            ) : (
              <Link key="keeper" to="/touchpoints" search={{ person: point.keeperId } as never}>
                看是谁
              </Link>
            ),
          ],
          ['开门', restWords(point.restDays) || '天天开'],
          [
            '货',
            mayRead ? (
              <Link key="parcels" to="/deals/parcels" search={{ point: point.id } as never}>
                看这里的货
              </Link>
            ) : undefined,
          ],
          ['最近改过', dateTime(point.updatedAt, now)],
        ]}
      />
    </PanelSection>
  );
}
