import { describe, expect, it } from 'vitest';
import {
  changeBodyOf,
  loginFault,
  NEW_STAFF,
  newStaffFault,
  staffBodyOf,
  staffDraftOf,
  withGrant,
  withRole,
  type StaffDraft,
} from './staff-draft.ts';
import type { StaffAccount } from './staff-types.ts';
import { grantInWords, handedOver, seenInWords, staffAnswer } from './staff-words.ts';

const manager = {
  role: 'store_manager',
  roleName: '店长',
  areaKind: 'store',
  areaId: 's1',
  areaName: '滨江店',
} as const;
const admin = { role: 'admin', roleName: '系统管理员', areaKind: 'all', areaId: null, areaName: '全国' } as const;
const account: StaffAccount = {
  userId: 'u1',
  login: 'binjiang',
  title: '滨江店店长',
  grants: [manager, admin],
  createdAt: '2026-11-01T00:00:00.000Z',
  seenAt: null,
  closedAt: null,
  own: false,
};
const line = { ...NEW_STAFF.grants[0]!, role: 'store_manager', areaId: 's1' };
const draft: StaffDraft = {
  login: 'binjiang',
  title: ' 滨江店店长 ',
  password: 'kd7m-Xr4p-9tgh',
  grants: [line],
};

describe('an account that is being written', () => {
  it('says what is missing, in the order of its fields', () => {
    expect(newStaffFault(NEW_STAFF)).toBe('写上账号');
    expect(newStaffFault({ ...draft, title: ' ' })).toBe('写上称呼');
    expect(newStaffFault({ ...draft, password: '' })).toBe('写上初始密码');
    expect(newStaffFault({ ...draft, password: 'short' })).toBe('密码至少 10 位');
    expect(newStaffFault({ ...draft, grants: [] })).toBe('至少给一个角色');
    expect(newStaffFault({ ...draft, grants: withGrant(draft.grants) })).toBe('选一个角色');
    expect(newStaffFault({ ...draft, grants: [{ ...line, areaId: undefined }] })).toBe('选一个门店');
    expect(newStaffFault(draft)).toBeUndefined();
  });

  it('takes a login of small letters, figures and a few marks', () => {
    expect(loginFault('a.b_c@d-1')).toBeUndefined();
    expect(loginFault('.ab')).toContain('以字母或数字开头');
    expect(loginFault('滨江')).toContain('小写字母');
    expect(loginFault('a')).toContain('2 到 64 位');
  });

  it('is sent as the server takes it, and comes back as it was', () => {
    expect(staffBodyOf(draft)).toEqual({
      login: 'binjiang',
      title: '滨江店店长',
      password: 'kd7m-Xr4p-9tgh',
      grants: [{ role: 'store_manager', areaKind: 'store', areaId: 's1' }],
    });
    expect(changeBodyOf(staffDraftOf(account))).toEqual({
      title: '滨江店店长',
      grants: [
        { role: 'store_manager', areaKind: 'store', areaId: 's1' },
        { role: 'admin', areaKind: 'all', areaId: null },
      ],
    });
  });

  it('offers the kind of area where a role is mostly held, until one was chosen', () => {
    const [empty] = NEW_STAFF.grants;
    expect(withRole(empty!, 'city_manager').areaKind).toBe('city');
    expect(withRole(line, 'city_manager')).toMatchObject({ areaKind: 'store', areaId: 's1', role: 'city_manager' });
  });

  it('tells its lines apart after some were taken away', () => {
    const three = withGrant(withGrant(NEW_STAFF.grants));
    const lines = withGrant(three.slice(1)).map((each) => each.line);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

describe('the page of accounts', () => {
  it('says roles with their areas', () => {
    expect(grantInWords(manager)).toBe('店长 · 滨江店');
    expect(grantInWords(admin)).toBe('系统管理员 · 全国');
    expect(grantInWords({ ...manager, areaName: '' })).toBe('店长 · 范围已不在');
  });

  it('says when an account was last used, and never what it cannot know', () => {
    const now = Date.parse('2026-11-20T12:00:00.000Z');
    expect(seenInWords({ ...account, seenAt: '2026-11-20T09:00:00.000Z' }, now)).toBe('3小时前');
    expect(seenInWords(account, now)).toBe('从未登录');
    expect(seenInWords({ ...account, createdAt: '2026-01-01T00:00:00.000Z' }, now)).toBe('一个月内没登录');
  });

  it('answers who can come in', () => {
    expect(staffAnswer([account, { ...account, grants: [manager], seenAt: account.createdAt }])).toEqual({
      figure: '2',
      unit: '个账号能进后台',
      why: '其中1个是系统管理员；1个没有人在用，不需要的请停掉。',
    });
    expect(handedOver({ login: 'a', password: 'b' })).toBe('账号：a\n密码：b');
  });
});
