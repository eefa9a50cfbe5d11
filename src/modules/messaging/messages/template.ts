import { formatYuan, fen } from '#kernel/money';
import { localMinute } from '#kernel/time';
import { serviceName } from '../occasions/service-name.ts';
import type { Params, Purpose, Text } from './message.ts';

export type Channel = 'in_app' | 'sms';

export interface Template {
  /** For staff. */
  readonly name: string;
  readonly purpose: Purpose;
  /** Goes at once, at night too. */
  readonly urgent: boolean;
  readonly channels: readonly Channel[];
  /** Templates about the same thing that say something else by now, if they still wait. */
  readonly replaces: readonly string[];
  /** In words without personal data: params hold ids, times and figures only. */
  readonly render: (params: Params) => Text;
}

const service = (params: Params): string => serviceName(params['service']);

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
/** `6月9日（周二）10:00`, in Asia/Shanghai. */
function moment(params: Params, name: string): string {
  const [day = '', time = ''] = localMinute(new Date(String(params[name]))).split(' ');
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日（周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]}）${time}`;
}
/** `6月9日（周二）24:00`: nobody should take the midnight that ends a day for that of the next one. */
function deadline(params: Params, name: string): string {
  const at = new Date(String(params[name]));
  if (!localMinute(at).endsWith('00:00')) return moment(params, name);
  return moment({ before: new Date(at.getTime() - 1).toISOString() }, 'before').replace(/\d\d:\d\d$/, '24:00');
}
/** `6月30日`, of a business day. */
function day(params: Params, name: string): string {
  const [, month, date] = String(params[name]).split('-').map(Number);
  return `${month}月${date}日`;
}
const yuan = (params: Params, name: string): string => formatYuan(fen(Number(params[name])));

/** A visit whose reason is gone is not to be booked again. */
function whyNobodyComes(params: Params): string {
  if (params['reason'] === 'order_cancelled') return `订单取消了，${service(params)}也一起取消，不会有人来。`;
  if (params['reason'] === 'lead_closed') return `${service(params)}已经取消，不会有人来。`;
  return `${service(params)}已经取消，不会有人来。想再约，点开重新选时间。`;
}

const toVisit = (params: Params): string => `/my/visits/${params['visitId']}`;
const toOrder = (params: Params): string => `/my/orders/${params['orderId']}`;

const CLAIMED: Readonly<Record<string, string>> = {
  shortage: '缺货',
  damage: '到货破损',
  quality: '质量问题',
  return: '退货',
  exchange: '换货',
};
const claimed = (params: Params): string => CLAIMED[String(params['kind'])] ?? '售后';

const toProject = (params: Params): string => `/my/projects/${params['projectId']}`;

const EVERYWHERE: readonly Channel[] = ['in_app', 'sms'];
const INBOX: readonly Channel[] = ['in_app'];
const STEPS = ['visit_accepted', 'visit_departed', 'visit_arrived'] as const;
const PLANS = ['visit_booked', 'visit_moved', 'visit_unplaced'] as const;

const inform = (name: string, render: Template['render'], more: Partial<Template> = {}): Template => ({
  name,
  purpose: 'service',
  urgent: false,
  channels: EVERYWHERE,
  replaces: [],
  render,
  ...more,
});

export const TEMPLATES = {
  visit_booked: inform('上门已约好', (params) => ({
    title: '上门时间约好了',
    body: `${moment(params, 'startsAt')}${service(params)}，到时家里留个人。要改时间点开就行。`,
    link: toVisit(params),
  })),
  visit_moved: inform(
    '上门有变动',
    (params) => ({
      title: '上门安排有变动',
      body: `${service(params)}现在是 ${moment(params, 'startsAt')}，谁来、几点到，点开看。`,
      link: toVisit(params),
    }),
    { replaces: PLANS },
  ),
  visit_unplaced: inform(
    '上门待重新安排',
    (params) => ({
      title: '上门要重新安排',
      body: `原定 ${moment(params, 'startsAt')} 的${service(params)}，师傅临时来不了。我们正在另外安排，排好马上告诉你。`,
      link: toVisit(params),
    }),
    { replaces: PLANS },
  ),
  visit_accepted: inform(
    '师傅已接单',
    (params) => ({
      title: '师傅接单了',
      body: `${moment(params, 'startsAt')}${service(params)}，师傅已经确认会来。`,
      link: toVisit(params),
    }),
    { channels: INBOX },
  ),
  visit_departed: inform(
    '师傅已出发',
    (params) => ({
      title: '师傅出发了',
      body: `来${service(params)}的师傅已经出发，点开看到哪一步了。`,
      link: toVisit(params),
    }),
    { urgent: true, replaces: [...PLANS, 'visit_accepted'] },
  ),
  visit_arrived: inform(
    '师傅已到达',
    (params) => ({ title: '师傅到了', body: `来${service(params)}的师傅已经到了，请开门。`, link: toVisit(params) }),
    { urgent: true, channels: INBOX, replaces: [...PLANS, 'visit_accepted'] },
  ),
  visit_cancelled: inform(
    '上门已取消',
    (params) => ({
      title: '上门取消了',
      body: whyNobodyComes(params),
      link: toVisit(params),
    }),
    { replaces: [...PLANS, ...STEPS] },
  ),
  quotation_sent: inform(
    '报价已送达',
    (params) => ({
      title: '报价做好了',
      body: `一共 ${yuan(params, 'totalFen')}，每一项怎么算的都写在里面，点开看。`,
      link: `/my/quotations/${params['quotationId']}`,
    }),
    { replaces: ['quotation_sent'] },
  ),
  contract_signed: inform('合同已签', (params) => ({
    title: '合同签好了',
    body: `合同金额 ${yuan(params, 'totalFen')}，电子版随时可以点开看。`,
    link: toOrder(params),
  })),
  order_paid: inform('已收到付款', (params) => ({
    title: params['stage'] === 'balance' ? '尾款收到了' : '定金收到了',
    body: `订单 ${params['orderNumber']} 收到 ${yuan(params, 'amountFen')}，累计 ${yuan(params, 'paidFen')}。`,
    link: toOrder(params),
  })),
  team_filled: inform('拼团成功', (params) => ({
    title: '拼团成功了',
    body: `${params['people']} 个人凑齐了，到货了通知你来提。`,
    link: toOrder(params),
  })),
  team_failed: inform('拼团未成', (params) => ({
    title: '没成团，已给你退款',
    body: `订单 ${params['orderNumber']} 没凑够人，${yuan(params, 'totalFen')} 原路退给你，不用你操作。`,
    link: toOrder(params),
  })),
  goods_arrived: inform(
    '商品到自提点',
    (params) => ({
      title: '商品到了，来提货吧',
      body: `${params['units']} 件到自提点了，点开出示提货码${params['collectBy'] === undefined ? '' : `，${deadline(params, 'collectBy')} 前提走`}。`,
      link: toOrder(params),
    }),
    { replaces: ['goods_arrived'] },
  ),
  goods_waiting: inform(
    '提货提醒',
    (params) => ({
      title: '还有商品没提',
      body: `${params['units']} 件还在自提点，只留到 ${deadline(params, 'collectBy')}，点开出示提货码。`,
      link: toOrder(params),
    }),
    { replaces: ['goods_arrived'] },
  ),
  goods_returned: inform(
    '未提已退回',
    (params) => ({
      title: '商品过了提货时间',
      body: `${params['units']} 件已经退回${Number(params['refundFen']) > 0 ? `，${yuan(params, 'refundFen')} 原路退给你` : ''}。`,
      link: toOrder(params),
    }),
    { replaces: ['goods_arrived', 'goods_waiting'] },
  ),
  claim_granted: inform('售后已同意', (params) => ({
    title: `${claimed(params)}，已给你退款`,
    body: `订单 ${params['orderNumber']} 的 ${params['units']} 件，${yuan(params, 'approvedFen')} 原路退给你，不用你操作。`,
    link: toOrder(params),
  })),
  claim_exchanged: inform('售后换货', (params) => ({
    title: '给你换一件',
    body: `订单 ${params['orderNumber']} 的 ${params['units']} 件重新给你发，到了通知你来提。`,
    link: toOrder(params),
  })),
  claim_needs_more: inform('售后待补充', (params) => ({
    title: '售后还差一点信息',
    body: `订单 ${params['orderNumber']} 的售后要补充照片或说明，3 天内点开补上。`,
    link: toOrder(params),
  })),
  claim_rejected: inform('售后未通过', (params) => ({
    title: '售后没有通过',
    body: `订单 ${params['orderNumber']} 的售后没有通过，原因写在里面；不同意可以在 3 天内申诉。`,
    link: toOrder(params),
  })),
  milestone_submitted: inform('节点待确认', (params) => ({
    title: Number(params['round']) > 1 ? '返工好了，请你再看看' : '有一步完工了，请你确认',
    body: '现场照片已经传好，点开看，满意就确认，不满意写一句，我们重做。',
    link: toProject(params),
  })),
  project_completed: inform('已竣工', (params) => ({
    title: '全部完工了',
    body: '每一步你都确认过了，交付资料已经放好，随时可以下载。',
    link: toProject(params),
  })),
  points_expiring: inform(
    '积分快到期',
    (params) => ({
      title: '有积分快到期了',
      body: `${params['points']} 分从 ${day(params, 'expiresOn')} 起到期，点开看看能换什么。`,
      link: '/my/points',
    }),
    { channels: INBOX },
  ),
  nps_invited: inform(
    '满意度回访',
    (params) => ({
      title: '住得还满意吗',
      body: '打个分，10 秒钟。有不满意的，我们会打电话给你。',
      link: `/s/${params['surveyToken']}`,
    }),
    { purpose: 'survey' },
  ),
  offer_open: inform(
    '小区有新活动',
    (params) => ({ title: '你们小区有新活动', body: '名额和价格点开看。', link: `/o/${params['shareToken']}` }),
    { purpose: 'marketing' },
  ),
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof TEMPLATES;

/** The template of a row of the ledger. */
export function templateOf(name: string): Template {
  if (!Object.hasOwn(TEMPLATES, name)) throw new Error(`no template ${name}`);
  return TEMPLATES[name as TemplateName];
}

/** Those that go by SMS too, for which words may be filed. */
export const SMS_TEMPLATES: readonly string[] = Object.entries<Template>(TEMPLATES).flatMap(([name, { channels }]) =>
  channels.includes('sms') ? [name] : [],
);

/** As it goes out by SMS: the filed signature, the words, where to look, and for what nobody ordered how to stop it. */
export function smsText(template: Pick<Template, 'purpose'>, text: Text, publicUrl: string): string {
  const stop = template.purpose === 'service' ? '' : ` 不想收：${publicUrl}/my/messages`;
  return `【双轮焕新】${text.body} ${publicUrl}${text.link}${stop}`;
}
