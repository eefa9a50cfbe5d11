/** What is counted, one kind for each thing that happens in the loop. */
export const KINDS = {
  mentioned: '讨论',
  entered_audience: '圈中',
  proposed: '出方案',
  approved: '批准',
  rejected: '驳回',
  offered: '派出',
  offered_again: '改派',
  accepted: '接单',
  declined: '谢绝',
  forwarded: '转发',
  completed: '回报',
  visited: '浏览',
  lead: '活动页线索',
  own_lead: '触点登记',
  contacted: '已联系',
  visit_booked: '已约上门',
  quoted: '已报价',
  won: '签单',
  lost: '未成',
  ordered: '团购下单',
  push_proposed: '建议换主推',
  push_accepted: '换了主推',
  push_dismissed: '维持主推',
} as const;
export type Kind = keyof typeof KINDS;

export type StageKey =
  | 'hear'
  | 'circle'
  | 'propose'
  | 'approve'
  | 'task'
  | 'forward'
  | 'visit'
  | 'lead'
  | 'follow_up'
  | 'outcome'
  | 'redecide';

/** What ties a fact of one stage to facts of the stage before. */
export type Chain = 'community_id' | 'play_id' | 'lead_id';

/** How it is judged what did not get here from the stage before. */
export interface LeakRule {
  /** They have so long. */
  readonly withinDays: number;
  /** The share up to which it is no leak: what is ordinary, not what is hoped for. */
  readonly allowance: number;
  /** What did not happen, said of `{count}` of the stage before: 「有{count}个方案…」. */
  readonly said: string;
  /**
   * `chain`: one by one. `volume`: by comparing the volume of the stage's first kind with the stage before, where one
   * visitor cannot be told from the next.
   */
  readonly basis: 'chain' | 'volume';
}

/** One stage of the loop. Adding one is adding a row. */
export interface Stage {
  readonly stage: StageKey;
  readonly name: string;
  readonly unit: string;
  /** Whose act it is: the system's or a person's. */
  readonly wheel: 'system' | 'people';
  /** What counts as reaching the stage: their sum is its volume. */
  readonly counts: readonly Kind[];
  /** What else happens at the stage and is shown beside its volume. */
  readonly beside: readonly Kind[];
  /** How its facts are tied to those of the stage before; the last stage closes the loop and the first begins it. */
  readonly chain: Chain;
  /** Null where not getting here is no loss: circling is choosing, and not every result changes a decision. */
  readonly leak: LeakRule | null;
}

/** Delays and leaks are measured on so many facts of a stage and period at most, the newest: a year asks no more than a week. */
export const MEASURED = 2_000;

export const STAGES: readonly Stage[] = [
  {
    stage: 'hear',
    name: '听见',
    unit: '条',
    wheel: 'system',
    counts: ['mentioned'],
    beside: [],
    chain: 'community_id',
    leak: null,
  },
  {
    stage: 'circle',
    name: '圈中',
    unit: '个小区',
    wheel: 'system',
    counts: ['entered_audience'],
    beside: [],
    chain: 'community_id',
    leak: null,
  },
  {
    stage: 'propose',
    name: '方案',
    unit: '个',
    wheel: 'system',
    counts: ['proposed'],
    beside: [],
    chain: 'community_id',
    leak: { withinDays: 1, allowance: 0.2, said: '圈中的小区里有{count}个一天内没有出方案', basis: 'chain' },
  },
  {
    stage: 'approve',
    name: '批准',
    unit: '个',
    wheel: 'people',
    counts: ['approved'],
    beside: ['rejected'],
    chain: 'play_id',
    leak: { withinDays: 2, allowance: 0.3, said: '有{count}个方案两天内没有批准', basis: 'chain' },
  },
  {
    stage: 'task',
    name: '任务',
    unit: '个',
    wheel: 'system',
    counts: ['offered'],
    beside: ['accepted', 'declined', 'offered_again'],
    chain: 'play_id',
    leak: { withinDays: 1, allowance: 0.02, said: '批准的方案里有{count}个一天内没有派出去', basis: 'chain' },
  },
  {
    stage: 'forward',
    name: '转发',
    unit: '次',
    wheel: 'people',
    counts: ['forwarded'],
    beside: ['completed'],
    chain: 'play_id',
    leak: { withinDays: 3, allowance: 0.3, said: '派出的任务里有{count}个三天内没有转发', basis: 'chain' },
  },
  {
    stage: 'visit',
    name: '浏览',
    unit: '人',
    wheel: 'people',
    counts: ['visited'],
    beside: [],
    chain: 'play_id',
    leak: { withinDays: 3, allowance: 0.1, said: '转发的里面有{count}次三天内没有人打开', basis: 'chain' },
  },
  {
    stage: 'lead',
    name: '线索',
    unit: '条',
    wheel: 'people',
    counts: ['lead', 'own_lead'],
    beside: [],
    chain: 'play_id',
    leak: { withinDays: 7, allowance: 0.95, said: '打开的人里有{count}位没有留下线索', basis: 'volume' },
  },
  {
    stage: 'follow_up',
    name: '跟进',
    unit: '条',
    wheel: 'people',
    counts: ['contacted'],
    beside: ['visit_booked', 'quoted'],
    chain: 'lead_id',
    leak: { withinDays: 1, allowance: 0.05, said: '有{count}条线索一天内没有人联系', basis: 'chain' },
  },
  {
    stage: 'outcome',
    name: '结果',
    unit: '条',
    wheel: 'people',
    counts: ['won', 'lost'],
    beside: ['ordered'],
    chain: 'lead_id',
    leak: { withinDays: 30, allowance: 0.2, said: '联系过的线索里有{count}条三十天还没有结果', basis: 'chain' },
  },
  {
    stage: 'redecide',
    name: '再决策',
    unit: '次',
    wheel: 'system',
    counts: ['push_proposed'],
    beside: ['push_accepted', 'push_dismissed'],
    chain: 'community_id',
    leak: null,
  },
];

const BY_KEY = new Map(STAGES.map((stage) => [stage.stage, stage]));

export function stageOf(key: StageKey): Stage {
  const stage = BY_KEY.get(key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
}

/** The stage before; undefined for the first, which is where the loop begins. */
export function stageBefore(key: StageKey): Stage | undefined {
  return STAGES[STAGES.findIndex((stage) => stage.stage === key) - 1];
}

/** Every kind that a stage shows. */
export const kindsOf = (stage: Stage): readonly Kind[] => [...stage.counts, ...stage.beside];

/** What became of those who were at the stage before. */
export interface Passage {
  readonly cohort: number;
  readonly passed: number;
  readonly leaked: number;
  readonly waiting: number;
}

/** The share that leaked, of those about whom it is known; null while it is known of nobody. */
export function leakShare({ passed, leaked }: Passage): number | null {
  return passed + leaked === 0 ? null : leaked / (passed + leaked);
}

/**
 * Where it leaks most: the stage that loses most beyond its allowance, weighed by how many it loses. While nobody's time
 * is over, where most wait. Undefined where neither is so.
 */
export function worstLeak(
  passages: readonly { readonly stage: Stage; readonly passage: Passage }[],
): { stage: StageKey; sentence: string } | undefined {
  const judged = passages.flatMap(({ stage, passage }) =>
    stage.leak === null ? [] : [{ stage, passage, rule: stage.leak }],
  );
  const [worst] = judged
    .map((it) => ({ ...it, excess: (leakShare(it.passage) ?? 0) - it.rule.allowance }))
    .filter((it) => it.excess > 0 && it.passage.leaked > 0)
    .toSorted((a, b) => b.excess * b.passage.cohort - a.excess * a.passage.cohort);
  if (worst !== undefined) {
    const share = Math.round((leakShare(worst.passage) ?? 0) * 100);
    const usual = Math.round(worst.rule.allowance * 100);
    const said = worst.rule.said.replace('{count}', String(worst.passage.leaked));
    return {
      stage: worst.stage.stage,
      sentence: `漏得最多的是「${worst.stage.name}」：${said}，占${share}%，平常不超过${usual}%`,
    };
  }
  const [stuck] = judged
    .filter(({ passage }) => passage.waiting > passage.passed)
    .toSorted((a, b) => b.passage.waiting - a.passage.waiting);
  if (stuck === undefined) return undefined;
  const { waiting, cohort } = stuck.passage;
  return {
    stage: stuck.stage.stage,
    sentence: `都在等「${stuck.stage.name}」：上一步来了${cohort}个，还有${waiting}个没走到`,
  };
}
