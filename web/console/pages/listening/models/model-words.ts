import type { TextModel, TextModelsAnswer } from '#modules/cdp/contract';
import { count, date, dateTime, percent, relativeTime } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';
import { pointsChange } from '../listening-words.ts';

export type ModelKind = TextModel['kind'];
interface KindWords {
  readonly name: string;
  readonly reads: string;
  /** What a model of the kind got right of a correction. */
  readonly right: string;
  /** Behind a share: what it is of. */
  readonly share: string;
}

export const KINDS: Readonly<Record<ModelKind, KindWords>> = {
  sentiment: { name: '情绪', reads: '好话、坏话还是闲聊', right: '读对', share: '没见过的纠正读对了' },
  topics: { name: '话题', reads: '说的是哪几件事', right: '话题对上', share: '没见过的纠正里话题对上了' },
};
export const KIND_ORDER: readonly ModelKind[] = ['sentiment', 'topics'];

/** The learnt model of a kind that is in use; undefined where the one that ships is. */
export const learntInUse = ({ items }: Pick<TextModelsAnswer, 'items'>, kind: ModelKind): TextModel | undefined =>
  items.find((model) => model.kind === kind && model.state === 'live');

/** The one that people went back from to the one that ships, where that came last. */
export function givenUp({ items }: Pick<TextModelsAnswer, 'items'>, kind: ModelKind): TextModel | undefined {
  const used = items.filter((model) => model.kind === kind && model.state !== 'rejected');
  return used[0]?.isGivenUp === true ? used[0] : undefined;
}

// --- Whether there is enough to learn from

type Counts = Pick<TextModelsAnswer, 'labels' | 'fresh' | 'leastLabels' | 'leastFresh'>;

/** So many have to be corrected or confirmed before the next learning. */
export const missingOf = ({ labels, fresh, leastLabels, leastFresh }: Counts): number =>
  Math.max(0, leastLabels - labels, leastFresh - fresh);

/** Nothing has been learnt from any of them yet. */
export const isFirst = ({ labels, fresh }: Pick<Counts, 'labels' | 'fresh'>): boolean => fresh === labels;

/** What there is to learn from, and what there has to be: of all before the first time, of new ones after it. */
export const gatheredOf = (counts: Counts): { readonly have: number; readonly least: number } =>
  isFirst(counts)
    ? { have: counts.labels, least: counts.leastLabels }
    : { have: counts.fresh, least: counts.leastFresh };

/** 「已核 37 条，再核 23 条就能学」 */
export function readyWords(counts: Counts): string {
  const missing = missingOf(counts);
  const again = isFirst(counts) ? '' : '再';
  const have = haveWords(counts);
  return missing === 0 ? `${have}，够${again}学一次了` : `${have}，再核 ${count(missing)} 条就能${again}学`;
}

function haveWords(counts: Counts): string {
  const { labels, fresh } = counts;
  if (isFirst(counts)) return labels === 0 ? '还没核过' : `已核 ${count(labels)} 条`;
  return fresh === 0 ? '上次学过以后还没核过新的' : `上次学过以后新核了 ${count(fresh)} 条`;
}

// --- How a learning goes, and how the last one went

const asker = (byHand: boolean): string => (byHand ? '手动' : '夜里自动');

/** 「2分钟前开始（手动），一般一两分钟。」 The server's clock may be a little ahead of the page's. */
export function underWayWords({ since, byHand }: NonNullable<TextModelsAnswer['underWay']>, now: number): string {
  const when = relativeTime(since, Math.max(now, Date.parse(since)));
  return `${when}开始（${asker(byHand)}），一般一两分钟。学完这里自己会变，不用等着。`;
}

const ENDS: Readonly<Record<NonNullable<TextModelsAnswer['last']>['outcome'], string>> = {
  taken: '学出了更准的，已经换上',
  no_better: '没学出更准的，接着用原来的',
  too_few: '能打开的原文不够，没法学，接着用原来的',
  failed: '没学完，接着用原来的',
};

/** 「上次是9月3日 03:42（夜里自动）：没学出更准的，接着用原来的。」 */
export function lastWords(
  { endedAt, byHand, outcome, why }: NonNullable<TextModelsAnswer['last']>,
  now: number,
): string {
  return `上次是${dateTime(endedAt, now)}（${asker(byHand)}）：${why ?? ENDS[outcome]}。`;
}

// --- What was learnt

/** 「没见过的纠正里读对 86%，之前 81%」 */
export const scoreWords = ({ kind, score, before }: Pick<TextModel, 'kind' | 'score' | 'before'>): string =>
  `没见过的纠正里${KINDS[kind].right} ${percent(score)}，之前 ${percent(before)}`;

interface StateWords {
  readonly name: string;
  readonly tone: StateTone;
  readonly why: string;
}

/** Whether a model that was learnt is in use, and why or why not. */
export function stateWords({ state, score, before, retiredAt, isGivenUp }: TextModel, now: number): StateWords {
  if (state === 'live') return { name: '在用', tone: 'system', why: '比之前读得准' };
  if (state === 'rejected') return { name: '没采用', tone: 'neutral', why: rejectedBecause(score, before) };
  const when = retiredAt === null ? '后来' : `${date(retiredAt, now)}`;
  return isGivenUp
    ? { name: '已换下', tone: 'people', why: `${when}有人换回了自带的` }
    : { name: '已换下', tone: 'neutral', why: `${when}换上了更准的` };
}

/** One that reads better is only left aside where somebody changed what is in use while it was learnt. */
function rejectedBecause(score: number, before: number): string {
  if (score > before) return '学的时候有人换过模型';
  return score === before ? '和之前一样，没有更准' : '没有之前准';
}

// --- The answer

/** What is in use and how well it reads, then what is missing for the next learning. */
export function modelsAnswer(models: TextModelsAnswer, now: number): PageAnswer {
  const next = models.underWay === null ? `${readyWords(models)}。` : '正在学新的。';
  const inUse = KIND_ORDER.flatMap((kind) => learntInUse(models, kind) ?? []);
  const [first, second] = inUse;
  if (first === undefined) return { figure: '自带模型', unit: '在用', why: next };
  const { kind, score, before, learntAt } = first;
  const other = KIND_ORDER.find((each) => each !== kind)!;
  const beside =
    second === undefined
      ? `${KINDS[other].name}用的还是自带模型`
      : `${KINDS[other].name}也是学到的：${scoreWords(second)}`;
  return {
    figure: percent(score),
    unit: `${KINDS[kind].share}（${date(learntAt, now)}学到的${KINDS[kind].name}模型在用）`,
    change: pointsChange(score, before),
    since: '比之前',
    goodWhen: 'up',
    why: `${beside}。${next}`,
  };
}
