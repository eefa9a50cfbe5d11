import { fen, formatYuan } from '#kernel/money';
import { DAY, HOUR, localMinute } from '#kernel/time';
import { afterWorkingTime, lastWorkingMoment } from '#kernel/working-time';
import { serviceName } from '#modules/messaging';
import type { Priority } from './ticket.ts';

/** What happened: ids, times and figures, no personal data. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What has to be done, how urgent it is, by when, and what happened in a sentence. */
interface KindRules {
  readonly name: string;
  readonly priorityOf: (facts: Facts, now: Date) => Priority;
  readonly dueAt: (facts: Facts, now: Date) => Date;
  readonly summary: (facts: Facts) => string;
}

/** A detractor is called back within a day, by day. */
const CALL_BACK_WITHIN = DAY;
/** Somebody's money does not lie about longer than half a working day. */
const DECIDE_WITHIN = 4 * HOUR;
const PLACE_WITHIN = 2 * HOUR;
/** What was settled is asked about after so many days, unless somebody says another number. */
export const FOLLOW_UP_DAYS = 3;
/** What harms people or homes is seen to at once. */
const ACT_WITHIN = HOUR;

const GRAVE: Readonly<Record<string, string>> = {
  food: '食品安全',
  water: '漏水',
  power: '用电',
  gas_fire: '燃气或火',
  injury: '有人受伤',
  structure: '结构安全',
  air: '空气',
  fraud: '钱款',
  escalation: '要投诉或起诉',
};
const graveWords = (about: Facts[string] = ''): string =>
  String(about)
    .split(',')
    .map((kind) => GRAVE[kind] ?? (kind || '原因待查'))
    .join('、');

const HELD: Readonly<Record<string, string>> = {
  amount_differs: '金额对不上',
  order_closed: '订单已经关闭',
  paid_twice: '重复付款',
};

const yuan = (facts: Facts, name: string): string => formatYuan(fen(Number(facts[name])));
const startOf = (facts: Facts): Date => new Date(String(facts['startsAt']));

export const TICKET_KINDS = {
  detractor_callback: {
    name: '差评回访',
    priorityOf: (facts: Facts) => (Number(facts['score']) <= 3 ? 'urgent' : 'high'),
    dueAt: (_facts: Facts, now: Date) => lastWorkingMoment(new Date(now.getTime() + CALL_BACK_WITHIN)),
    summary: (facts: Facts) =>
      `打了 ${facts['score']} 分（满分 10 分）${facts['hasComment'] === true ? '，还写了原因' : ''}，请打电话问问`,
  },
  payment_held: {
    name: '款项待核',
    priorityOf: () => 'high',
    dueAt: (_facts: Facts, now: Date) => afterWorkingTime(now, DECIDE_WITHIN),
    summary: (facts: Facts) =>
      `应收 ${yuan(facts, 'expectedFen')}，实收 ${yuan(facts, 'receivedFen')}：${HELD[String(facts['why'])] ?? '对不上'}，请核对`,
  },
  claim_waiting: {
    name: '售后待跟进',
    priorityOf: (facts: Facts) => (facts['why'] === 'appeal' ? 'urgent' : 'high'),
    dueAt: (facts: Facts, now: Date) =>
      new Date(
        Math.max(
          now.getTime(),
          Math.min(Date.parse(String(facts['dueAt'])), afterWorkingTime(now, DECIDE_WITHIN).getTime()),
        ),
      ),
    summary: (facts: Facts) =>
      facts['why'] === 'appeal'
        ? `订单 ${facts['orderNumber']} 的售后（${yuan(facts, 'amountFen')}）顾客不同意处理结果，请复核`
        : `订单 ${facts['orderNumber']} 的售后（${yuan(facts, 'amountFen')}）超时没处理完，请跟进`,
  },
  visit_unplaced: {
    name: '上门待排',
    priorityOf: (facts: Facts, now: Date) => (startOf(facts).getTime() - now.getTime() <= DAY ? 'urgent' : 'high'),
    // After the visit should have begun it is too late.
    dueAt: (facts: Facts, now: Date) =>
      new Date(Math.min(afterWorkingTime(now, PLACE_WITHIN).getTime(), startOf(facts).getTime())),
    summary: (facts: Facts) =>
      `${localMinute(startOf(facts))} 的${serviceName(facts['service'])}没人能去，请另排人或改时间`,
  },
  community_voice: {
    name: '小区反馈',
    priorityOf: (facts: Facts) => (facts['kind'] === 'grave' ? 'urgent' : 'high'),
    // Harm to people or homes does not wait for office hours.
    dueAt: (facts: Facts, now: Date) =>
      facts['kind'] === 'grave' ? new Date(now.getTime() + ACT_WITHIN) : afterWorkingTime(now, DECIDE_WITHIN),
    summary: (facts: Facts) =>
      facts['kind'] === 'grave'
        ? `有人反映要紧的事（${graveWords(facts['about'] || facts['topic'])}），请马上联系`
        : facts['kind'] === 'message'
          ? `有人说到「${facts['topic'] || '别的事'}」，同事看了觉得要跟进，请联系`
          : `${facts['people']} 人在抱怨「${facts['topic']}」，请查明原因并答复`,
  },
  follow_up: {
    name: '回访',
    priorityOf: () => 'normal',
    dueAt: (facts: Facts, now: Date) =>
      lastWorkingMoment(new Date(now.getTime() + Number(facts['days'] ?? FOLLOW_UP_DAYS) * DAY)),
    summary: (facts: Facts) => `${facts['number']} 办结 ${facts['days']} 天后，问问好了没有：${facts['about']}`,
  },
} as const satisfies Readonly<Record<string, KindRules>>;

export type TicketKind = keyof typeof TICKET_KINDS;

export const kindRules = (kind: TicketKind): KindRules => TICKET_KINDS[kind];

/** What happened, in a sentence; of what came back that it did. */
export const summaryOf = ({ kind, facts }: { readonly kind: TicketKind; readonly facts: Facts }): string =>
  `${facts['again'] === true ? '回访时说还没好：' : ''}${kindRules(kind).summary(facts)}`;
