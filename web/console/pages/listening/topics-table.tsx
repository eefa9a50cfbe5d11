import type { ReactNode } from 'react';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { count, percent } from '../../../shared/format.ts';
import { Spark } from '../../parts/spark.tsx';
import { GROUPS, mentionsChange } from './listening-words.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

type Topic = ListeningAnswer['topics'][number];

interface TopicsTableProps {
  readonly summary: ListeningAnswer;
  readonly desk: ListeningDesk;
}

/** What is spoken of, by how many people; a row leads to its messages. */
export function TopicsTable({ summary, desk }: TopicsTableProps): ReactNode {
  const topics = summary.topics.filter(({ mentions }) => mentions > 0);
  return (
    <section className="listening-box" aria-labelledby="listening-topics">
      <h2 id="listening-topics">
        在说什么 <small>点一行看消息</small>
      </h2>
      {topics.length === 0 ? (
        <p className="listening-none">这几天没人说起我们在听的话题。话题和关键词可以在数据源里加。</p>
      ) : (
        <table className="listening-table">
          <thead>
            <tr>
              <th scope="col">话题</th>
              <th scope="col">提到</th>
              <th scope="col">比前{desk.days}天</th>
              <th scope="col">负面占比</th>
              <th scope="col">人数</th>
              <th scope="col">每天</th>
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <Row key={topic.topic} topic={topic} onOpen={() => desk.drill({ topic: topic.topic })} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ topic, onOpen }: { topic: Topic; onOpen: () => void }): ReactNode {
  const { name, group, mentions, before, negative, people, byDay } = topic;
  return (
    <tr className="listening-row">
      <th scope="row">
        <button type="button" onClick={onOpen}>
          {name}
        </button>{' '}
        <small>{GROUPS[group]}</small>
      </th>
      <td>{count(mentions)}</td>
      <td>
        <small>{mentionsChange(mentions, before)}</small>
      </td>
      <td>
        <span className="listening-share">
          <span aria-hidden style={{ width: `${(negative / mentions) * 100}%` }} />
        </span>
        <span className="listening-percent">{percent(negative / mentions, 0)}</span>
      </td>
      <td>{count(people)}</td>
      <td>
        <Spark values={byDay} label={`每天：${byDay.join('、')}`} />
      </td>
    </tr>
  );
}
