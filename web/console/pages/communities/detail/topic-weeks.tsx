import { useState, type ReactNode } from 'react';
import type { CommunityAnswer, TopicTrend } from '#modules/cdp/contract';
import { count } from '../../../../shared/format.ts';
import { standing } from '../community-words.ts';
import { Spark, WeekBars } from '../../../parts/spark.tsx';

interface TopicWeeksProps {
  readonly community: CommunityAnswer;
  readonly topic: string | undefined;
}

/** What is talked about here by week: one topic large, the others beside each other. */
export function TopicWeeks({ community, topic }: TopicWeeksProps): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const heard = community.topics
    .filter((trend) => trend.weekly.some((mentions) => mentions > 0))
    .toSorted((a, b) => b.mentions30 - a.mentions30);
  const shown = heard.find((trend) => trend.topic === (chosen ?? topic)) ?? heard[0];
  if (shown === undefined) {
    return (
      <section aria-label="在说什么">
        <h3>在说什么</h3>
        <p className="community-none">近13周没有人说起我们在听的话题。</p>
      </section>
    );
  }
  return (
    <section aria-label="在说什么">
      <h3>
        {shown.name} <small>{comparisonOf(shown)}</small>
      </h3>
      <WeekBars values={shown.weekly} weeks={community.weeks} unit="条" label={`${shown.name}每周讨论`} />
      <ul className="topic-rows">
        {heard.map((trend) => (
          <li key={trend.topic}>
            <button type="button" aria-pressed={trend.topic === shown.topic} onClick={() => setChosen(trend.topic)}>
              <span>{trend.name}</span>
              <Spark values={trend.weekly} />
              <span>
                {count(trend.mentions30)}
                <span className="visually-hidden">条，近30天</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `近30天42条、23人，是同城中位数的3倍`. */
function comparisonOf({ mentions30, complaints30, people30, cityMedian30, comparison }: TopicTrend): string {
  const against = cityMedian30 < 1 ? standing(0, cityMedian30) : (comparison ?? `同城中位${count(cityMedian30)}条`);
  const complaints = complaints30 === 0 ? '' : `（${count(complaints30)}条在抱怨）`;
  return `近30天${count(mentions30)}条${complaints}、${count(people30)}人，${against}`;
}
