import { KINDS, MEASURED, stageBefore, STAGES, type Chain, type Stage } from './stage.ts';

/** One figure, defined once: every screen and export that shows it means this. */
export interface Metric {
  readonly key: string;
  readonly name: string;
  /** How it is computed, in words. */
  readonly formula: string;
  readonly unit: string;
  /** The role that answers for it. */
  readonly owner: string;
  readonly dimensions: readonly string[];
}

const DIMENSIONS = ['营业日', '城市', '门店', '小区'] as const;
const SAME: Readonly<Record<Chain, string>> = { community_id: '同一小区', play_id: '同一方案', lead_id: '同一线索' };

/** Who answers for a stage: the headquarters for what the system does, the store for what people do. */
const ownerOf = (stage: Stage): string => (stage.wheel === 'system' ? '运营' : '店长');

const listed = (kinds: readonly (keyof typeof KINDS)[]): string => kinds.map((kind) => KINDS[kind]).join('、');

function volumeOf(stage: Stage): Metric {
  return {
    key: `${stage.stage}.volume`,
    name: `${stage.name}·量`,
    formula: `期内「${listed(stage.counts)}」的次数，按发生当天（东八区）计，同一事件只计一次`,
    unit: stage.unit,
    owner: ownerOf(stage),
    dimensions: DIMENSIONS,
  };
}

function delayOf(stage: Stage, before: Stage): Metric[] {
  const measured = `期内每次「${listed(stage.counts)}」，减去${SAME[stage.chain]}在它之前最近一次「${listed(before.counts)}」的时间`;
  return [
    { at: 'median', name: '中位用时', said: '取中位数' },
    { at: 'p90', name: '九成用时', said: '取第 90 百分位' },
  ].map(({ at, name, said }) => ({
    key: `${stage.stage}.delay.${at}`,
    name: `${stage.name}·${name}`,
    formula: `${measured}，${said}；最多取最近 ${MEASURED} 次`,
    unit: '分钟',
    owner: ownerOf(stage),
    dimensions: DIMENSIONS,
  }));
}

function leakOf(stage: Stage, before: Stage): Metric[] {
  if (stage.leak === null) return [];
  const { basis, withinDays } = stage.leak;
  const [first = stage.counts[0]] = stage.counts;
  const formula =
    basis === 'volume'
      ? `1 −（期内${first === undefined ? '' : KINDS[first]} ÷ 期内${listed(before.counts)}）`
      : `期内到过「${before.name}」的${SAME[stage.chain].slice(2)}里，${withinDays} 天内没有到「${stage.name}」的占比；时间没到的不算，最多取最近 ${MEASURED} 次`;
  return [
    {
      key: `${stage.stage}.leak`,
      name: `${stage.name}·漏损`,
      formula,
      unit: '%',
      owner: ownerOf(stage),
      dimensions: DIMENSIONS,
    },
  ];
}

/** Every figure of the flywheel. */
export const METRICS: readonly Metric[] = STAGES.flatMap((stage) => {
  const before = stageBefore(stage.stage);
  return [volumeOf(stage), ...(before === undefined ? [] : [...delayOf(stage, before), ...leakOf(stage, before)])];
});
