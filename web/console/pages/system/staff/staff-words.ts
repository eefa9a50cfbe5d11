import { DAY } from '#kernel/time';
import { count, relativeTime } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { Credentials, StaffAccount, StaffGrant } from './staff-types.ts';

export const STATES = { open: '在用', closed: '已停用' } as const;
export type StaffState = keyof typeof STATES;

/** `店长 · 滨江店`; an area that is no more is said so. */
export function grantInWords({ roleName, areaKind, areaName }: StaffGrant): string {
  const area = areaKind === 'all' ? '全国' : areaName === '' ? '范围已不在' : areaName;
  return `${roleName} · ${area}`;
}

const ADMIN = 'admin';

/** Told of all open accounts: part of them says nothing about who can come in. */
export function staffAnswer(rows: readonly StaffAccount[]): PageAnswer {
  const admins = rows.filter(({ grants }) => grants.some(({ role }) => role === ADMIN)).length;
  const unseen = rows.filter(({ seenAt }) => seenAt === null).length;
  const unused = unseen === 0 ? '' : `；${count(unseen)}个没有人在用，不需要的请停掉`;
  return { figure: count(rows.length), unit: '个账号能进后台', why: `其中${count(admins)}个是系统管理员${unused}。` };
}

/** The server forgets when an account was last used after a month at the earliest. */
const SURELY_KEPT = 30 * DAY;

export function seenInWords({ seenAt, createdAt }: StaffAccount, now: number): string {
  if (seenAt !== null) return relativeTime(seenAt, now);
  return now - Date.parse(createdAt) < SURELY_KEPT ? '从未登录' : '一个月内没登录';
}

/** What is pasted into a message to whoever gets the account. */
export const handedOver = ({ login, password }: Credentials): string => `账号：${login}\n密码：${password}`;
