import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { useMay } from '../../../shared/session.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { audienceColumns } from './audience-columns.tsx';
import { AUDIENCES_KEY, AUDIENCES_PATH, type ListedAudience } from './audience-paths.ts';
import { Builder } from './builder.tsx';
import { useAudiencePanel } from './detail/use-audience-panel.tsx';
import { ruleFrom } from './rule-edit.ts';
import './audiences.css';

/** 要圈哪些小区: the saved audiences; with `?edit=new` or an id the builder, which `?rule=` may start. */
export default function AudiencesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['edit', 'rule']);
  if (url.edit !== undefined) {
    return (
      <Builder
        key={url.edit}
        id={url.edit === 'new' ? undefined : url.edit}
        start={ruleFrom(url.rule)}
        onClose={() => setUrl({ edit: undefined, rule: undefined })}
        onSaved={(id) => setUrl({ edit: undefined, rule: undefined, open: id } as never)}
      />
    );
  }
  return <BrowseAudiences onEdit={(id) => setUrl({ edit: id }, { push: true })} />;
}

const STATES = [
  { value: 'live', label: '在用' },
  { value: 'archived', label: '已归档' },
];
const TOPICS = ['audience'];

function BrowseAudiences({ onEdit }: { onEdit: (id: string) => void }): ReactNode {
  const [url, setUrl] = useUrlState(['state', 'text', 'open']);
  const mayEdit = useMay('audience.edit');
  const state = url.state === 'archived' ? 'archived' : 'live';
  const list = useList<ListedAudience>(AUDIENCES_KEY, AUDIENCES_PATH, { query: { state, text: url.text } });
  useLiveSlowly(TOPICS, AUDIENCES_KEY);
  const panel = useAudiencePanel(url.open, {
    onClose: () => setUrl({ open: undefined }),
    onEdit: () => onEdit(url.open ?? ''),
  });
  const answer = state === 'live' && url.text === undefined ? answerOf(list.rows) : undefined;
  return (
    <PageFrame
      title="人群"
      question="要圈哪些小区"
      tabs={<AreaTabs area="communities" />}
      {...(answer === undefined ? {} : { answer })}
      actions={
        mayEdit ? (
          <Button type="primary" onClick={() => onEdit('new')}>
            圈一个人群
          </Button>
        ) : undefined
      }
      panel={panel}
    >
      <StateTabs
        label="状态"
        tabs={STATES}
        value={state}
        onChange={(value) => setUrl({ state: value === 'archived' ? value : undefined, open: undefined })}
      >
        <Input.Search
          className="audiences-search"
          aria-label="按名字找人群"
          placeholder="找人群"
          allowClear
          defaultValue={url.text ?? ''}
          onSearch={(typed) => setUrl({ text: typed.trim() === '' ? undefined : typed.trim() })}
        />
      </StateTabs>
      <ListTable
        name="audiences"
        noun="人群"
        columns={audienceColumns(panel !== undefined)}
        list={list}
        idOf={(audience) => audience.id}
        empty={emptyOf(state, url.text, mayEdit ? () => onEdit('new') : undefined)}
        openId={url.open}
        onOpen={(audience) => setUrl({ open: audience.id }, { push: true })}
      />
    </PageFrame>
  );
}

/** Who came and went this week, and where most of it happened. */
function answerOf(rows: readonly ListedAudience[] | undefined): PageAnswer | undefined {
  const [first] = rows ?? [];
  if (rows === undefined || first === undefined) return undefined;
  const entered = rows.reduce((sum, audience) => sum + audience.weekEntered, 0);
  const left = rows.reduce((sum, audience) => sum + audience.weekLeft, 0);
  const busiest = rows.reduce((most, audience) => (moves(audience) > moves(most) ? audience : most), first);
  const why =
    moves(busiest) === 0
      ? '名单自己会更新，这周还没有变化。'
      : `动得最多的是「${busiest.name}」：进来${count(busiest.weekEntered)}个，出去${count(busiest.weekLeft)}个，现在${count(busiest.memberCount)}个。`;
  return { figure: count(entered), unit: `次有小区进入人群（近7天），${count(left)}次离开`, why };
}

const moves = (audience: ListedAudience): number => audience.weekEntered + audience.weekLeft;

function emptyOf(state: string, text: string | undefined, onNew: (() => void) | undefined) {
  if (text !== undefined) return { title: `没有名字里带「${text}」的人群` };
  if (state === 'archived') return { title: '还没有归档的人群' };
  return {
    title: '还没有人群',
    hint: '说一句条件，比如「楼龄15年以上，近30天有人说漏水」，够条件的小区会自己进来、自己出去。',
    ...(onNew === undefined
      ? {}
      : {
          action: (
            <Button type="primary" onClick={onNew}>
              圈一个人群
            </Button>
          ),
        }),
  };
}
