import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SuppliedAnswer, WarehouseAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine, ProblemView, Skeleton } from '../../../../shared/states.tsx';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { useList } from '../../../parts/use-list.ts';
import { PLACES_KEY, SUPPLY_PATH, WAREHOUSES_PATH } from '../goods-paths.ts';
import { WarehouseForm } from './warehouse-form.tsx';

export function OpenWarehouse({ id }: { id: string }): ReactNode {
  const query = useQuery({
    queryKey: [...PLACES_KEY, 'warehouse', id],
    queryFn: ({ signal }) => api.get<WarehouseAnswer>(`${WAREHOUSES_PATH}/${id}`, { signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <Await query={query}>
      {(warehouse) => <WarehouseBody warehouse={warehouse} onReload={() => void query.refetch()} />}
    </Await>
  );
}

interface WarehouseBodyProps {
  readonly warehouse: WarehouseAnswer;
  readonly onReload: () => void;
}

function WarehouseBody({ warehouse, onReload }: WarehouseBodyProps): ReactNode {
  const mayEdit = useMay('territory.edit');
  const [editing, setEditing] = useState(false);
  return (
    <Panel>
      <PanelSection
        title={warehouse.name}
        action={
          mayEdit && !editing ? (
            <Button size="small" onClick={() => setEditing(true)}>
              改
            </Button>
          ) : null
        }
      >
        {editing ? (
          <WarehouseForm
            key={warehouse.version}
            warehouse={warehouse}
            onDone={() => setEditing(false)}
            onReload={onReload}
          />
        ) : (
          <Facts
            facts={[
              ['编码', warehouse.externalCode],
              ['做什么', warehouse.kindName],
              ['城市', warehouse.cityName],
              ['位置', `${warehouse.position.lng.toFixed(4)}, ${warehouse.position.lat.toFixed(4)}`],
              ['状态', warehouse.active ? '在用' : '停用'],
              [
                '货',
                <Link key="stock" to="/goods/stock" search={{ place: warehouse.id } as never}>
                  看这里的库存
                </Link>,
              ],
            ]}
          />
        )}
      </PanelSection>
      {warehouse.kind === 'central' ? (
        <p className="panel-note">中心仓不直接供小区，货调拨到网格仓和闪电仓。</p>
      ) : (
        <Supplied warehouse={warehouse} mayEdit={mayEdit && warehouse.active} />
      )}
    </Panel>
  );
}

type Community = SuppliedAnswer['items'][number];

function Supplied({ warehouse, mayEdit }: { warehouse: WarehouseAnswer; mayEdit: boolean }): ReactNode {
  const key = [...PLACES_KEY, 'supplied', warehouse.id];
  const list = useList<Community>(key, `${WAREHOUSES_PATH}/${warehouse.id}/communities`, {
    topics: ['warehouse'],
    limit: 100,
  });
  const [removed, setRemoved] = useState<Community>();
  const act = useAct(
    ({ communityId, to }: { communityId: string; to: string | null }, actKey) =>
      api.post(SUPPLY_PATH, {
        body: { kind: warehouse.kind, warehouseId: to, communityIds: [communityId] },
        key: actKey,
      }),
    { stale: [PLACES_KEY] },
  );
  const remove = (community: Community): void => {
    void act.run({ communityId: community.communityId, to: null }).then((done) => {
      if (done !== undefined) setRemoved(community);
    });
  };
  const rows = list.rows;
  return (
    <PanelSection
      title={rows === undefined ? '供哪些小区' : `供${list.hasMore ? '至少' : ''}${count(rows.length)}个小区`}
    >
      {mayEdit ? (
        <CommunityFinder
          label="加一个小区；原来供它的仓就不供了"
          cityId={warehouse.cityId}
          width="100%"
          without={(rows ?? []).map(({ communityId }) => communityId)}
          onFind={({ id }) => void act.run({ communityId: id, to: warehouse.id })}
        />
      ) : null}
      {removed === undefined ? null : (
        <Removed
          name={removed.name}
          busy={act.busy}
          onUndo={() =>
            void act
              .run({ communityId: removed.communityId, to: warehouse.id })
              .then((done) => done !== undefined && setRemoved(undefined))
          }
        />
      )}
      <ProblemLine problem={act.problem} />
      {rows === undefined ? (
        list.problem === undefined ? (
          <Skeleton rows={3} />
        ) : (
          <ProblemView problem={list.problem} onRetry={list.retry} />
        )
      ) : rows.length === 0 ? (
        <p className="panel-note">还没有供任何小区，住户下不了单。</p>
      ) : (
        <Communities rows={rows} {...(mayEdit ? { busy: act.busy, onRemove: remove } : {})} />
      )}
      {list.hasMore ? (
        <Button size="small" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}

interface RemovedProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onUndo: () => void;
}

function Removed({ name, busy, onUndo }: RemovedProps): ReactNode {
  return (
    <div className="goods-outcome" role="status">
      <p>
        <span>不再供{name}了。</span>
        <Button size="small" loading={busy} onClick={onUndo}>
          撤回
        </Button>
      </p>
    </div>
  );
}

interface CommunitiesProps {
  readonly rows: readonly Community[];
  readonly busy?: boolean;
  /** Absent for who may not edit. */
  readonly onRemove?: (community: Community) => void;
}

function Communities({ rows, busy = false, onRemove }: CommunitiesProps): ReactNode {
  return (
    <ul className="place-communities">
      {rows.map((community) => (
        <li key={community.communityId}>
          <Link to="/communities" search={{ open: community.communityId } as never}>
            {community.name}
          </Link>
          <small>{community.externalCode}</small>
          {onRemove === undefined ? null : (
            <Button size="small" type="text" disabled={busy} onClick={() => onRemove(community)}>
              不供了<span className="visually-hidden">{community.name}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
