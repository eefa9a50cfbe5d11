import type { ProfileAnswer, TimelineAnswer } from '#modules/cdp/contract';
import { yuan } from '../../../shared/format.ts';
import type { PanelStep } from '../../parts/panel-section.tsx';

export const PEOPLE_KEY = ['people'];
export const PROFILES_PATH = '/api/cdp/profiles';

/** For what a person may be looked up in clear; the server knows no others. */
export const PURPOSES = [
  { value: 'identity_review', label: '核对身份' },
  { value: 'subject_request', label: '本人申请' },
  { value: 'after_sales', label: '售后处理' },
  { value: 'service_visit', label: '上门服务' },
] as const;

const FIELD_NAMES: Readonly<Record<keyof ProfileAnswer['masked'], string>> = {
  name: '姓名',
  phone: '手机号',
  wechat_openid: '微信 openid',
  wechat_unionid: '微信 unionid',
  email: '邮箱',
  address: '地址',
};

/** Name, phones and the like as lines; what is not known is left out. */
export function fieldsOf(masked: ProfileAnswer['masked']): [name: string, value: string][] {
  return (Object.keys(FIELD_NAMES) as (keyof typeof FIELD_NAMES)[]).flatMap((kind): [string, string][] => {
    const values = masked[kind] ?? [];
    return values.length === 0 ? [] : [[FIELD_NAMES[kind], values.join('、')]];
  });
}

const CONSENT_NAMES: Readonly<Record<string, string>> = {
  contact_about_lead: '就线索联系我',
  follow_up_lead: '就线索联系我',
  marketing: '接收活动消息',
  marketing_sms: '接收营销短信',
  personalisation: '个性化推荐',
};

export const consentName = (purpose: string): string => CONSENT_NAMES[purpose] ?? purpose;

const TRAIT_NAMES: Readonly<Record<string, string>> = {
  birthYear: '出生年份',
  gender: '性别',
  memberLevel: '会员等级',
  hasChildren: '有孩子',
  familySize: '家庭人数',
};

export const traitName = (trait: string): string => TRAIT_NAMES[trait] ?? trait;

/** A trait's content as text. */
export function traitText(content: unknown): string {
  if (typeof content === 'boolean') return content ? '是' : '否';
  // No separators: years and codes are numbers, too.
  if (typeof content === 'number') return String(content);
  return typeof content === 'string' ? content : JSON.stringify(content);
}

const EVENT_NAMES: Readonly<Record<string, string>> = {
  'Order Completed': '下单付款',
  'Community Post Published': '在社区群发言',
  'Order Refunded': '收到退款',
  'Goods Collected': '到自提点取货',
  'Claim Opened': '申请售后',
  'Lead Left': '留下线索',
  'Page Viewed': '看了页面',
  'Product Viewed': '看了商品',
  identify: '更新了资料',
  group: '登记了住处',
  page: '打开页面',
  screen: '打开页面',
  alias: '换了账号',
};

const PROPERTY_NAMES: Readonly<Record<string, string>> = {
  communityCode: '小区编码',
  storeCode: '门店编码',
  channel: '渠道',
  sku: '商品',
  orderNo: '订单号',
  packageCode: '套餐编码',
  need: '需求',
  units: '件数',
};

const SHOWN_PROPERTIES = 4;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** One property of an event in words; nothing for what says nothing to a reader: ids, and what is nested. */
function propertyText([name, value]: [string, unknown]): string[] {
  if (name === 'amountFen' && typeof value === 'number') return [`金额 ${yuan(value)}`];
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
  const text = traitText(value);
  return ID.test(text) ? [] : [`${PROPERTY_NAMES[name] ?? name} ${text}`];
}

/** What a person did, the newest first as it came. What is sealed is only said to be there. */
export function timelineSteps(items: readonly TimelineAnswer['items'][number][]): PanelStep[] {
  return items.map((item) => {
    const properties = Object.entries(item.properties).flatMap(propertyText).slice(0, SHOWN_PROPERTIES);
    const note = [...properties, ...(item.hasPersonal ? ['有封存的个人信息'] : [])].join(' · ');
    return {
      id: item.eventId,
      by: 'people',
      what: EVENT_NAMES[item.name] ?? item.name,
      at: item.occurredAt,
      ...(note === '' ? {} : { note }),
    };
  });
}
