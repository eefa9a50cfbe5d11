import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { NpsAnswer } from '#modules/growth/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { Await, Empty } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { Jump } from '../../../parts/list-parts.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { csvOf, saveFile } from '../../../parts/save-csv.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { NPS_KEY, NPS_PATH, TICKET_TOPICS } from '../service-paths.ts';
import { useAnswerPanel } from './answer-panel.tsx';
import { LastAnswers } from './last-answers.tsx';
import { NpsFilter } from './nps-filter.tsx';
import { answerOf, daysOf, isSpan, KINDS, kindOf, npsFigure } from './nps-words.ts';
import '../service.css';
import './nps.css';

/** 做完的人家，愿不愿意推荐我们？ */
export default function NpsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['days', 'city', 'store', 'by', 'community', 'answer']);
  const now = useNow(60 * 60_000);
  const by = url.by === 'store' ? 'store' : 'community';
  const query = {
    ...daysOf(isSpan(url.days) ? url.days : 'quarter', now),
    by,
    cityId: url.city,
    storeId: url.store,
    communityId: url.community,
  };
  const queryKey = [...NPS_KEY, query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<NpsAnswer>(NPS_PATH, { query, signal }),
    placeholderData: (before) => before,
  });
  // Every low score opens a ticket: what is shown here changes with them at the latest.
  useLiveSlowly(TICKET_TOPICS, queryKey);
  const opened = result.data?.lastAnswers.find((each) => each.surveyId === url.answer);
  const panel = useAnswerPanel(url.answer, opened, () => setUrl({ answer: undefined }));
  return (
    <PageFrame
      title="口碑"
      question="做完的人家，愿不愿意推荐我们？"
      tabs={<AreaTabs area="service" />}
      {...(result.data === undefined ? {} : { answer: answerOf(result.data) })}
      filter={
        <NpsFilter
          url={url}
          nps={result.data}
          onChange={(name, value) => setUrl({ [name]: value, answer: undefined })}
        />
      }
      panel={panel}
    >
      <Await query={result}>
        {(nps) => (
          <Reputation
            nps={nps}
            by={by}
            openId={url.answer}
            onPlace={(id) => setUrl(by === 'store' ? { store: id } : { community: id })}
            onAnswer={(id) => setUrl({ answer: id })}
          />
        )}
      </Await>
    </PageFrame>
  );
}

interface ReputationProps {
  readonly nps: NpsAnswer;
  readonly by: 'community' | 'store';
  readonly openId: string | undefined;
  readonly onPlace: (id: string) => void;
  readonly onAnswer: (surveyId: string) => void;
}

function Reputation({ nps, by, openId, onPlace, onAnswer }: ReputationProps): ReactNode {
  if (nps.answered === 0) {
    return (
      <Empty title="这段时间还没有人回答" hint="业主确认竣工后，系统会发一条评价邀请；他们打了分就会出现在这里。" />
    );
  }
  return (
    <div className="nps">
      <Distribution nps={nps} />
      <Groups nps={nps} by={by} onPlace={onPlace} />
      <LastAnswers answers={nps.lastAnswers} openId={openId} onOpen={onAnswer} />
    </div>
  );
}

/** How many gave 0, 1, … 10: bars, and the same as a table. */
function Distribution({ nps }: { nps: NpsAnswer }): ReactNode {
  const most = Math.max(1, ...nps.distribution);
  const said = nps.distribution.map((answers, score) => `${score}分${answers}家`).join('，');
  return (
    <section className="nps-block" aria-label="打分分布">
      <h2>都打了几分</h2>
      <div className="nps-bars" role="img" aria-label={said}>
        {nps.distribution.map((answers, score) => (
          <div key={score} className={`nps-bar nps-bar-${kindOf(score)}`}>
            <span>{answers === 0 ? '' : count(answers)}</span>
            <i style={{ height: `${(100 * answers) / most}%` }} />
            <b>{score}</b>
          </div>
        ))}
      </div>
      <p className="nps-legend">
        <span className="nps-key-detractor">0–6 {KINDS.detractor}</span>
        <span className="nps-key-passive">7–8 {KINDS.passive}</span>
        <span className="nps-key-promoter">9–10 {KINDS.promoter}</span>
      </p>
      <details>
        <summary>看成表格</summary>
        <table className="service-table">
          <thead>
            <tr>
              <th scope="col">分数</th>
              <th scope="col">几家</th>
              <th scope="col">算作</th>
            </tr>
          </thead>
          <tbody>
            {nps.distribution.map((answers, score) => (
              <tr key={score}>
                <th scope="row">{score}</th>
                <td>{count(answers)}</td>
                <td>{KINDS[kindOf(score)]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Groups({
  nps,
  by,
  onPlace,
}: {
  nps: NpsAnswer;
  by: 'community' | 'store';
  onPlace: (id: string) => void;
}): ReactNode {
  const title = by === 'store' ? '门店' : '小区';
  const save = (): void =>
    saveFile(
      `nps-${nps.from}-${nps.to}.csv`,
      csvOf(
        [title, '回答', KINDS.promoter, KINDS.passive, KINDS.detractor, 'NPS'],
        nps.groups.map((group) => [
          group.name,
          group.answered,
          group.promoters,
          group.passives,
          group.detractors,
          group.nps,
        ]),
      ),
    );
  return (
    <section className="nps-block" aria-label={`按${title}`}>
      <header>
        <h2>按{title}看</h2>
        <Button type="text" icon={<Icon name="download" size={16} />} onClick={save}>
          导出 CSV
        </Button>
      </header>
      <div className="nps-scroll">
        <table className="service-table">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">NPS</th>
              <th scope="col">回答</th>
              <th scope="col">{KINDS.promoter}</th>
              <th scope="col">{KINDS.passive}</th>
              <th scope="col">{KINDS.detractor}</th>
            </tr>
          </thead>
          <tbody>
            {nps.groups.map((group) => (
              <tr key={group.id}>
                <th scope="row">
                  <Jump onClick={() => onPlace(group.id)}>{group.name}</Jump>
                </th>
                <td>
                  <strong>{npsFigure(group.nps)}</strong>
                </td>
                <td>{count(group.answered)}</td>
                <td>{count(group.promoters)}</td>
                <td>{count(group.passives)}</td>
                <td>{count(group.detractors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
