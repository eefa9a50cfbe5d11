import type { planAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';

type Required = z.infer<typeof planAnswer>['items'][number]['required'];
export type PropertyType = Required[string];

export const TYPE_NAMES: Readonly<Record<PropertyType, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是否',
  object: '对象',
  array: '列表',
};

/** What an event must carry, while it is edited. */
export interface PlanDraft {
  readonly eventName: string;
  /** The event has a plan already: its name stays. */
  readonly known: boolean;
  readonly fields: readonly { readonly name: string; readonly type: PropertyType }[];
}

export const EMPTY_PLAN: PlanDraft = { eventName: '', known: false, fields: [{ name: '', type: 'string' }] };

export const draftOf = (eventName: string, required: Required): PlanDraft => ({
  eventName,
  known: true,
  fields: Object.entries(required).map(([name, type]) => ({ name, type })),
});

export const requiredOf = ({ fields }: PlanDraft): Required =>
  Object.fromEntries(fields.map(({ name, type }) => [name.trim(), type]));

/** Why it cannot be saved; undefined when it can. No fields take the plan of a known event away. */
export function draftFault({ eventName, known, fields }: PlanDraft): string | undefined {
  if (eventName.trim() === '') return '写上事件名';
  const names = fields.map(({ name }) => name.trim());
  if (names.includes('')) return '有字段没写名字';
  if (new Set(names).size < names.length) return '有字段写了两次';
  return fields.length === 0 && !known ? '至少写一个必填字段' : undefined;
}
