import type { ReactNode } from 'react';
import { CHANNEL_OPTIONS } from '../../parts/channel-names.ts';
import { choicesOf, useCities, useTopics } from '../../parts/choices.ts';
import { choiceBlank } from '../../parts/filter-blanks.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import { ALERT_KINDS, SENTIMENTS } from './listening-words.ts';
import { DEFAULT_DAYS, SPANS, type ListeningDesk } from './use-listening-desk.ts';

const DAYS = choiceBlank(
  'days',
  '哪几天',
  `近${DEFAULT_DAYS}天`,
  SPANS.filter((span) => span !== DEFAULT_DAYS).map((span) => ({ value: String(span), label: `近${span}天` })),
);

const KIND = choiceBlank(
  'kind',
  '哪一种',
  '各种预警',
  Object.entries(ALERT_KINDS).map(([value, label]) => ({ value, label })),
);

const OF_MESSAGES: readonly Blank[] = [
  choiceBlank(
    'sentiment',
    '情绪',
    '好话坏话都看',
    Object.entries(SENTIMENTS).map(([value, { name }]) => ({ value, label: `${name}的` })),
  ),
  choiceBlank('severity', '轻重', '轻重都看', [
    { value: '1', label: '至少是抱怨' },
    { value: '2', label: '至少是强烈的' },
    { value: '3', label: '只看严重的' },
  ]),
  choiceBlank('channel', '渠道', '所有渠道', CHANNEL_OPTIONS),
  choiceBlank('unchecked', '核过没有', '核没核过都看', [{ value: 'true', label: '只看没核过的' }]),
];

/** 「看【所有城市】【近14天】的消息，说【各种事】，【好话坏话都看】…」; each tab has the blanks that it knows. */
export function ListeningFilterSentence({ desk }: { desk: ListeningDesk }): ReactNode {
  const city = choiceBlank('city', '城市', '所有城市', choicesOf(useCities()));
  const topic = choiceBlank(
    'topic',
    '话题',
    '各种事',
    useTopics().map((each) => ({ value: each.topic, label: each.name })),
  );
  return (
    <FilterSentence
      parts={[...partsOf(desk, city, topic), ...givenItem(desk), ...givenCommunity(desk)]}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}

function partsOf({ view }: ListeningDesk, city: Blank, topic: Blank): (string | Blank)[] {
  switch (view) {
    case 'models':
      return [];
    case 'overview':
      return ['看', city, DAYS, '大家说的话'];
    case 'alerts':
      return ['看', city, '的', KIND];
    case 'messages':
      return ['看', city, DAYS, '的消息，说', topic, ...OF_MESSAGES.flatMap((blank) => ['，', blank])];
  }
}

/** 「，点名【这样商品】」 once somebody came from what is blamed. */
function givenItem({ view, filters: { item } }: ListeningDesk): (string | Blank)[] {
  if (view !== 'messages' || item === undefined) return [];
  return ['，点名', choiceBlank('item', '商品', '不限', [{ value: item, label: '这样商品' }])];
}

/** 「，只看【拙政苑】」 once a community was chosen. */
function givenCommunity({ filters: { community }, communityName }: ListeningDesk): (string | Blank)[] {
  if (community === undefined) return [];
  return [
    '，只看',
    choiceBlank('community', '小区', '不限', [{ value: community, label: communityName ?? '这个小区' }]),
  ];
}
