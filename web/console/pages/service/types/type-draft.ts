import type { ServiceBody, ServiceItem } from '#modules/fulfilment/contract';

export type Booker = ServiceItem['bookedBy'][number];
export const BOOKERS: Readonly<Record<Booker, string>> = { customer: '顾客自己', staff: '门店', seller: '上门的人' };

/** Where a service is edited: everything but its code, skill and roles. */
export type TypeDraft = Omit<ServiceBody, 'revision'>;

export const draftOf = (item: ServiceItem): TypeDraft => ({
  name: item.name,
  minutes: item.minutes,
  bufferMinutes: item.bufferMinutes,
  level: item.level,
  minNoticeHours: item.minNoticeHours,
  maxDays: item.maxDays,
  bookedBy: item.bookedBy,
  packageLevels: item.packageLevels,
  active: item.active,
});

/** What is wrong, as a sentence; undefined when it can be saved. */
export function faultOf(draft: TypeDraft): string | undefined {
  if (draft.name.trim() === '') return '写上名字';
  if (draft.minutes % 15 !== 0) return '时长要是15分钟的倍数';
  return draft.bookedBy.length === 0 ? '至少有一种人能约' : undefined;
}

/** `90分钟`, `4小时`, `1小时30分钟`. */
export function minutesInWords(minutes: number): string {
  if (minutes < 120) return `${minutes}分钟`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}小时${rest === 0 ? '' : `${rest}分钟`}`;
}
