import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { AudienceAnswer } from '#modules/cdp/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { AUDIENCES_KEY, audiencePath, STALE_WITH_AUDIENCES } from '../audience-paths.ts';
import { AudienceBody } from './audience-body.tsx';

interface PanelHooks {
  readonly onClose: () => void;
  readonly onEdit: () => void;
}

/** The detail of the open audience, as the panel of the page. */
export function useAudiencePanel(id: string | undefined, hooks: PanelHooks): SidePanelProps | undefined {
  const audience = useQuery({
    queryKey: [...AUDIENCES_KEY, 'one', id],
    queryFn: ({ signal }) => api.get<AudienceAnswer>(audiencePath(id ?? ''), { signal }),
    enabled: id !== undefined,
  });
  if (id === undefined) return undefined;
  const { data } = audience;
  return {
    title: data?.name ?? '人群',
    ...(data === undefined ? {} : { subtitle: data.sentence }),
    onClose: hooks.onClose,
    children: (
      <Await key={id} query={audience}>
        {(loaded) => <AudienceBody audience={loaded} />}
      </Await>
    ),
    ...(data === undefined ? {} : { footer: <Footer audience={data} {...hooks} /> }),
  };
}

function Footer({ audience, onEdit }: PanelHooks & { audience: AudienceAnswer }): ReactNode {
  const { message } = App.useApp();
  const mayEdit = useMay('audience.edit');
  const mayDecide = useMay('play.decide');
  const archive = useAct(
    (_: undefined, key) =>
      api.post<AudienceAnswer>(`${audiencePath(audience.id)}/archive`, { key, ifMatch: audience.revision }),
    {
      stale: STALE_WITH_AUDIENCES,
      onDone: () => void message.success(`「${audience.name}」已归档，里面的小区都出去了`),
    },
  );
  if (audience.state === 'archived') {
    return (
      <p className="audience-archived">
        {audience.archivedAt === null ? '' : `${dateTime(audience.archivedAt)}归档`}，进出和快照还留着。
      </p>
    );
  }
  return (
    <>
      {mayEdit ? (
        <>
          <Popconfirm
            title={`归档「${audience.name}」？`}
            description="里面的小区会全部出去，不再自动出方案；进出记录和快照留着。"
            okText="归档"
            cancelText="先不了"
            onConfirm={() =>
              void archive.run(undefined).then((done) => {
                if (done === undefined) void message.error('没有归档：可能刚被别人改过，刷新后再试');
              })
            }
          >
            <Button type="text" loading={archive.busy}>
              归档
            </Button>
          </Popconfirm>
          <Button onClick={onEdit}>改条件</Button>
        </>
      ) : null}
      {mayDecide ? (
        <Link className="audience-generate" to="/plays/generate" search={{ audience: audience.id } as never}>
          生成方案
        </Link>
      ) : null}
    </>
  );
}
