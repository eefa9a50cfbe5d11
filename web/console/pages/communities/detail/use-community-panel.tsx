import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CommunityAnswer } from '#modules/cdp/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { COMMUNITIES_KEY, COMMUNITIES_PATH } from '../community-words.ts';
import { CommunityBody } from './community-body.tsx';
import { EditCommunity } from './edit-community.tsx';

const TOPICS = ['community'];

/** The detail of the open community, as the panel of the page. */
export function useCommunityPanel(
  id: string | undefined,
  topic: string | undefined,
  onClose: () => void,
): SidePanelProps | undefined {
  const [editingId, setEditingId] = useState<string>();
  const mayEdit = useMay('territory.edit');
  const key = [...COMMUNITIES_KEY, 'one', id];
  const community = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<CommunityAnswer>(`${COMMUNITIES_PATH}/${id}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveSlowly(id === undefined ? [] : TOPICS, key, { matters: (change) => change.place['communityId'] === id });
  if (id === undefined) return undefined;
  const editing = editingId === id;
  const data = community.data;
  return {
    title: data?.name ?? '小区',
    ...(data === undefined ? {} : { subtitle: subtitleOf(data) }),
    onClose,
    children: (
      <Await key={id} query={community}>
        {(loaded) =>
          editing ? (
            <EditCommunity id={id} onDone={() => setEditingId(undefined)} />
          ) : (
            <CommunityBody community={loaded} topic={topic} />
          )
        }
      </Await>
    ),
    ...(editing || data === undefined
      ? {}
      : { footer: <Footer id={id} onEdit={mayEdit ? () => setEditingId(id) : undefined} /> }),
  };
}

function subtitleOf({ cityName, district, ageYears, builtYear, households, partnerName }: CommunityAnswer): string {
  const parts = [
    `${cityName}${district}`,
    ageYears === null ? undefined : `楼龄${ageYears}年（${builtYear}年建）`,
    households === null ? undefined : `${count(households)}户`,
    partnerName ?? undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function Footer({ id, onEdit }: { id: string; onEdit: (() => void) | undefined }): ReactNode {
  return (
    <>
      {onEdit === undefined ? null : <Button onClick={onEdit}>改资料</Button>}
      <Link to="/flywheel" search={{ community: id } as never} className="community-to-flywheel">
        看这个小区的飞轮
      </Link>
    </>
  );
}
