import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProfileAnswer, ProfileSearchAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { PersonDetail } from './person-detail.tsx';
import { PEOPLE_KEY, PROFILES_PATH } from './person-words.ts';
import './sources.css';

type Found = ProfileSearchAnswer['items'][number];

/** 这个人是谁，从哪来，同意过什么？ What is searched for is personal: it is sent in a body and stands in no address. */
export default function PeoplePage(): ReactNode {
  const [url, setUrl] = useUrlState(['person']);
  const [text, setText] = useState('');
  const search = useAct((asked: string, key) =>
    api.post<ProfileSearchAnswer>(`${PROFILES_PATH}/search`, { body: { text: asked }, key }),
  );
  const found = search.answer?.items;
  const open = (id: string | undefined): void =>
    setUrl({ person: id }, { push: url.person === undefined && id !== undefined });
  const panel = usePersonPanel(url.person, () => open(undefined));
  const submit = (asked: string): void => {
    if (asked.trim() !== '') void search.run(asked.trim());
  };
  return (
    <PageFrame
      title="客户"
      question="这个人是谁，从哪来，同意过什么？"
      tabs={<AreaTabs area="communities" />}
      filter={
        <Input.Search
          className="people-search"
          aria-label="手机号、手机号后四位或姓名"
          placeholder="手机号、手机号后四位，或完整姓名"
          value={text}
          maxLength={64}
          loading={search.busy}
          enterButton="查"
          onChange={(event) => setText(event.target.value)}
          onSearch={submit}
        />
      }
      panel={panel}
    >
      <ProblemLine problem={search.problem} />
      {found === undefined ? (
        <Empty title="查一位客户" hint="结果都是打码的。每次查找都记入审计，但不记你查的是什么。" />
      ) : (
        <ListTable
          name="people"
          noun="客户"
          measure="位"
          columns={columns}
          list={{
            rows: found,
            total: found.length,
            problem: undefined,
            hasMore: false,
            loading: search.busy,
            loadingMore: false,
            loadMore: () => undefined,
            retry: () => submit(text),
          }}
          idOf={(row) => row.profileId}
          openId={url.person}
          onOpen={(row) => open(row.profileId)}
          empty={{ title: '没有找到这个人', hint: '姓名要写全；手机号写 11 位或后四位。不在你范围里的人也查不到。' }}
        />
      )}
    </PageFrame>
  );
}

const columns: readonly Column<Found>[] = [
  { key: 'name', title: '姓名', always: true, render: (row) => <strong>{row.names.join('、') || '未留姓名'}</strong> },
  { key: 'phone', title: '手机号', always: true, render: (row) => row.phones.join('、') || '—' },
  { key: 'place', title: '小区', render: (row) => row.communityName ?? '不知道住哪' },
  { key: 'since', title: '建档', render: (row) => <Since at={row.createdAt} /> },
];

function Since({ at }: { at: string }): ReactNode {
  return dateTime(at, useNow());
}

function usePersonPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const query = useQuery({
    queryKey: [...PEOPLE_KEY, id],
    queryFn: ({ signal }) => api.get<ProfileAnswer>(`${PROFILES_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  if (id === undefined) return undefined;
  const person = query.data;
  return {
    title: person?.masked.name?.[0] ?? (person === undefined ? '客户' : '未留姓名'),
    subtitle:
      person === undefined
        ? ''
        : `${person.communityName ?? '不知道住哪'} · ${count(person.identifiers.reduce((sum, each) => sum + each.found, 0))}个身份标识`,
    onClose,
    children: <Await query={query}>{(loaded) => <PersonDetail key={loaded.profileId} person={loaded} />}</Await>,
  };
}
