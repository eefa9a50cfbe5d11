import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { maskedFields, ProfileAnswer, TimelineAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useList } from '../../parts/use-list.ts';
import { PersonMerges } from './person-merges.tsx';
import {
  consentName,
  fieldsOf,
  PEOPLE_KEY,
  PROFILES_PATH,
  PURPOSES,
  timelineSteps,
  traitName,
  traitText,
} from './person-words.ts';

type Fields = z.infer<typeof maskedFields>;

/** One person: who, by what we know them, what they agreed to, why we think it is one person, what they did. */
export function PersonDetail({ person }: { person: ProfileAnswer }): ReactNode {
  const now = useNow();
  return (
    <Panel>
      <Who person={person} />
      <PanelSection title="靠什么认出来">
        <ul className="chip-list">
          {person.identifiers.map((each) => (
            <li key={each.kind}>
              {each.word} {count(each.found)}个
            </li>
          ))}
        </ul>
        {person.communityId === null ? null : (
          <Link to="/communities" search={{ open: person.communityId } as never}>
            {person.communityName}
            {person.householdId === null ? '' : ' · 已登记住户'}
          </Link>
        )}
      </PanelSection>
      <PanelSection title="同意过什么">
        {person.consents.length === 0 ? (
          <p className="panel-note">还没有同意过任何用途，不会主动联系。</p>
        ) : (
          <ul className="merge-list">
            {person.consents.map((each) => (
              <li key={each.purpose}>
                <span>
                  {consentName(each.purpose)}{' '}
                  <StateWord tone={each.granted ? 'good' : 'bad'}>{each.granted ? '同意' : '已撤回'}</StateWord>
                </span>
                <small className="panel-note">
                  {dateTime(each.recordedAt, now)} · 说明版本 {each.noticeVersion}
                </small>
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
      {person.traits.length === 0 ? null : (
        <PanelSection title="标签">
          <Facts facts={person.traits.map((each) => [traitName(each.trait), traitText(each.content)] as const)} />
        </PanelSection>
      )}
      <PersonMerges merges={person.merges} />
      <Timeline id={person.profileId} />
    </Panel>
  );
}

function Who({ person }: { person: ProfileAnswer }): ReactNode {
  const may = useMay('cdp.review');
  const [purpose, setPurpose] = useState<string>();
  const reveal = useAct((asked: string, key) =>
    api.post<Fields>(`${PROFILES_PATH}/${person.profileId}/reveal`, { body: { purpose: asked }, key }),
  );
  const shown = reveal.answer;
  const fields = fieldsOf(shown ?? person.masked);
  return (
    <PanelSection title="联系方式">
      {fields.length === 0 ? <p className="panel-note">没有留下联系方式。</p> : <Facts facts={fields} />}
      {may && shown === undefined && fields.length > 0 ? (
        <div className="people-purpose">
          <Select
            aria-label="查看的目的"
            placeholder="为了什么查看"
            value={purpose ?? null}
            options={[...PURPOSES]}
            onChange={(next) => setPurpose(next ?? undefined)}
          />
          <Button disabled={purpose === undefined} loading={reveal.busy} onClick={() => void reveal.run(purpose ?? '')}>
            查看原文
          </Button>
        </div>
      ) : null}
      <p className="panel-note" hidden={!may || fields.length === 0}>
        {shown === undefined
          ? '查看原文会记入审计：谁、什么时候、为了什么。'
          : '这次查看已记入审计，关上这一栏就不再显示。'}
      </p>
      <ProblemLine problem={reveal.problem} />
    </PanelSection>
  );
}

function Timeline({ id }: { id: string }): ReactNode {
  const list = useList<TimelineAnswer['items'][number]>(
    [...PEOPLE_KEY, id, 'timeline'],
    `${PROFILES_PATH}/${id}/timeline`,
    {
      limit: 20,
    },
  );
  return (
    <PanelSection title="做过什么">
      {list.rows === undefined ? (
        list.problem === undefined ? (
          <Skeleton rows={6} />
        ) : (
          <ProblemView problem={list.problem} onRetry={list.retry} />
        )
      ) : list.rows.length === 0 ? (
        <p className="panel-note">还没有记录。</p>
      ) : (
        <Steps steps={timelineSteps(list.rows)} />
      )}
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}
