import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TouchpointItem } from '#modules/touchpoints/contract';
import { count } from '../../../shared/format.ts';
import { useMay } from '../../../shared/session.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../parts/choices.ts';
import { FilterSentence, type FilterValues } from '../../parts/filter-sentence.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { ROLE_OPTIONS } from '../../parts/role-names.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { besidePanel, peopleColumns } from './people-columns.tsx';
import { TouchpointForm } from './touchpoint-form.tsx';
import { PATHS, TOUCHPOINTS_KEY } from './touchpoint-paths.ts';
import { peopleSentence, PERSON_STATES } from './touchpoint-words.ts';
import { useTouchpointPanel } from './use-touchpoint-panel.tsx';
import './touchpoints.css';

/** What somebody carries changes with every task. */
const TOPICS = ['touchpoint', 'task'];
const STATES = Object.entries(PERSON_STATES).map(([value, label]) => ({ value, label }));

/** 谁在一线，谁忙不过来？ */
export default function TouchpointsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['role', 'state', 'city', 'community', 'text', 'person', 'add']);
  const mayEdit = useMay('touchpoint.edit');
  const list = useList<TouchpointItem>(TOUCHPOINTS_KEY, PATHS.people, {
    query: { role: url.role, state: url.state, cityId: url.city, communityId: url.community, text: url.text },
    topics: TOPICS,
  });
  const open = (id: string | undefined): void =>
    setUrl({ person: id, add: undefined }, { push: url.person === undefined && id !== undefined });
  const person = useTouchpointPanel(url.person, () => open(undefined));
  const closeForm = (): void => setUrl({ add: undefined });
  const add = (
    <Button type="primary" onClick={() => setUrl({ add: '1', person: undefined }, { push: true })}>
      加一位触点
    </Button>
  );
  return (
    <PageFrame
      title="触点"
      question="谁在一线，谁忙不过来？"
      tabs={<AreaTabs area="touchpoints" />}
      actions={mayEdit ? add : undefined}
      {...(list.rows === undefined ? {} : { answer: answerOf(list) })}
      filter={<PeopleFilter values={url} onChange={(name, value) => setUrl({ [name]: value })} />}
      panel={
        url.add !== undefined && mayEdit
          ? {
              title: '加一位触点',
              subtitle: '加好以后，用手机号验证码登录',
              onClose: closeForm,
              children: <TouchpointForm onDone={(id) => setUrl({ add: undefined, person: id })} onClose={closeForm} />,
            }
          : person
      }
    >
      <ListTable
        name="touchpoints"
        noun="触点"
        columns={url.person === undefined && url.add === undefined ? peopleColumns : besidePanel}
        list={list}
        idOf={(row) => row.touchpointId}
        openId={url.person}
        onOpen={(row) => open(row.touchpointId)}
        empty={{
          title: '没有这样的触点',
          hint: '放宽上面的条件，或者加一位。',
          action: mayEdit ? add : undefined,
        }}
      />
    </PageFrame>
  );
}

interface PeopleFilterProps {
  readonly values: FilterValues;
  readonly onChange: (name: string, value: string | undefined) => void;
}

function PeopleFilter({ values, onChange }: PeopleFilterProps): ReactNode {
  const cities = choicesOf(useCities());
  const community = values['community'];
  return (
    <FilterSentence
      parts={[
        '看',
        { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: cities },
        '的',
        { kind: 'choice', name: 'role', label: '岗位', any: '所有岗位', options: ROLE_OPTIONS },
        '，',
        { kind: 'choice', name: 'state', label: '状态', any: '不管在不在岗', options: STATES },
        '，编号里有',
        { kind: 'text', name: 'text', label: '编号里的一段', any: '不限' },
        ...(community === undefined
          ? []
          : [
              '，负责',
              {
                kind: 'choice' as const,
                name: 'community',
                label: '小区',
                any: '任何小区',
                options: [{ value: community, label: '这个小区' }],
              },
            ]),
      ]}
      values={values}
      onChange={onChange}
    />
  );
}

function answerOf(list: List<TouchpointItem>): PageAnswer {
  const rows = list.rows ?? [];
  const active = rows.filter((row) => row.state === 'active').length;
  const why = peopleSentence(rows);
  return {
    figure: list.hasMore ? `${count(active)}+` : count(active),
    unit: '位触点在岗',
    ...(why === '' ? {} : { why: list.hasMore ? `前${count(rows.length)}位里，${why}。` : `${why}。` }),
  };
}
