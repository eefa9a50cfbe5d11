/** What the chips of the workbench say. The codes are those of the contracts; the order is the one people tap most. */

export interface Choice<Code extends string = string> {
  readonly code: Code;
  readonly name: string;
}

export const DECLINE_CHOICES = [
  { code: 'too_busy', name: '最近太忙' },
  { code: 'group_forbids', name: '群里不让发' },
  { code: 'not_my_area', name: '这个小区我不熟' },
  { code: 'bad_offer', name: '活动不吸引人' },
  { code: 'other', name: '其他原因' },
] as const satisfies readonly Choice[];
export type DeclineReason = (typeof DECLINE_CHOICES)[number]['code'];

export const RESULT_CHOICES = [
  { code: 'warm', name: '邻居反响热烈' },
  { code: 'some', name: '有几位感兴趣' },
  { code: 'silent', name: '没人理会' },
  { code: 'complained', name: '有人反感' },
] as const satisfies readonly Choice[];
export type TaskResult = (typeof RESULT_CHOICES)[number]['code'];

export const SIGNAL_KINDS = [
  { code: 'demand', name: '需求', verb: '报需求', ask: '邻居想要什么？' },
  { code: 'complaint', name: '抱怨', verb: '报抱怨', ask: '邻居抱怨什么？' },
  { code: 'competitor', name: '对手', verb: '报对手', ask: '对手在做什么？' },
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number]['code'];

export const signalKind = (code: string) => SIGNAL_KINDS.find((kind) => kind.code === code) ?? SIGNAL_KINDS[0];

/** Topics that the system listens for, in the two groups in which people at the front think of them. */
export const TOPIC_GROUPS: readonly { readonly name: string; readonly topics: readonly Choice[] }[] = [
  {
    name: '房子的事',
    topics: [
      { code: 'leak', name: '漏水' },
      { code: 'damp', name: '潮湿发霉' },
      { code: 'crack', name: '开裂' },
      { code: 'wiring', name: '线路老化' },
      { code: 'noise', name: '噪音' },
      { code: 'storage', name: '收纳' },
      { code: 'kids_room', name: '儿童房' },
      { code: 'elderly', name: '适老' },
      { code: 'kitchen', name: '厨房' },
      { code: 'bathroom', name: '卫生间' },
    ],
  },
  {
    name: '买菜的事',
    topics: [
      { code: 'freshness', name: '新鲜度' },
      { code: 'delivery_delay', name: '配送延误' },
      { code: 'missing_item', name: '缺货少件' },
      { code: 'price', name: '价格' },
    ],
  },
];

/** Shown until the server's own list has been fetched once; the codes are its codes. */
export const NEED_CHOICES: readonly Choice[] = [
  { code: 'leak', name: '漏水' },
  { code: 'damp', name: '潮湿发霉' },
  { code: 'crack', name: '墙面开裂' },
  { code: 'wiring', name: '线路老化' },
  { code: 'bathroom', name: '卫生间翻新' },
  { code: 'kitchen', name: '厨房翻新' },
  { code: 'other', name: '其他' },
];

export const LOST_CHOICES = [
  { code: 'no_answer', name: '联系不上' },
  { code: 'too_expensive', name: '嫌贵' },
  { code: 'chose_other', name: '选了别家' },
  { code: 'not_now', name: '暂时不做' },
  { code: 'not_needed', name: '没有需求' },
  { code: 'out_of_scope', name: '我们做不了' },
  { code: 'wrong_number', name: '号码不对' },
  { code: 'withdrew', name: '本人要求不再联系' },
] as const satisfies readonly Choice[];
export type LostReason = (typeof LOST_CHOICES)[number]['code'];

export type FollowUpStep = 'contacted' | 'visit_booked' | 'quoted';
export const STEP_NAMES: Readonly<Record<FollowUpStep, string>> = {
  contacted: '已联系',
  visit_booked: '约好上门',
  quoted: '已报价',
};

export const nameOf = (choices: readonly Choice[], code: string): string =>
  choices.find((choice) => choice.code === code)?.name ?? code;
