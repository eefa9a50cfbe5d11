import { areaBodyOf, areaFault, type AreaDraft, type AreaKind } from '../../../parts/area-kinds.ts';
import { passwordFault } from './passwords.ts';
import type { StaffAccount, StaffGrant } from './staff-types.ts';

/** One role in one area, as the form holds it. */
export interface GrantDraft extends AreaDraft {
  /** Tells lines apart while they come and go. */
  readonly line: number;
  readonly role: string | undefined;
  /** Of an area that was granted before. */
  readonly areaName: string | undefined;
}

export interface StaffDraft {
  readonly login: string;
  readonly title: string;
  readonly password: string;
  readonly grants: readonly GrantDraft[];
}

type GrantBody = Pick<StaffGrant, 'role' | 'areaKind' | 'areaId'>;
export interface ChangeBody {
  readonly title: string;
  readonly grants: readonly GrantBody[];
}
export interface StaffBody extends ChangeBody {
  readonly login: string;
  readonly password: string;
}

export const MOST_GRANTS = 50;

/** Where roles are mostly held: the whole country is chosen for nobody by accident. */
const USUAL_KINDS: Readonly<Record<string, AreaKind>> = {
  admin: 'all',
  operator: 'all',
  city_manager: 'city',
  store_manager: 'store',
};

const emptyGrant = (line: number): GrantDraft => ({
  line,
  role: undefined,
  areaKind: 'store',
  areaId: undefined,
  areaName: undefined,
});

export const NEW_STAFF: StaffDraft = { login: '', title: '', password: '', grants: [emptyGrant(1)] };

export const staffDraftOf = ({ login, title, grants }: StaffAccount): StaffDraft => ({
  login,
  title,
  password: '',
  grants: grants.map(({ role, areaKind, areaId, areaName }, at) => ({
    line: at + 1,
    role,
    areaKind,
    areaId: areaId ?? undefined,
    areaName,
  })),
});

export const withGrant = (grants: readonly GrantDraft[]): GrantDraft[] => [
  ...grants,
  emptyGrant(Math.max(0, ...grants.map(({ line }) => line)) + 1),
];

/** Another role; as long as no area was chosen, the kind where that role is mostly held. */
export function withRole(grant: GrantDraft, role: string): GrantDraft {
  const usual = USUAL_KINDS[role];
  return grant.areaId !== undefined || usual === undefined ? { ...grant, role } : { ...grant, role, areaKind: usual };
}

/** What is missing of a role, in words. */
export const grantFault = (grant: GrantDraft): string | undefined =>
  grant.role === undefined ? '选一个角色' : areaFault(grant);

const LOGIN = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

export function loginFault(login: string): string | undefined {
  if (login === '') return '写上账号';
  return LOGIN.test(login) ? undefined : '账号 2 到 64 位，用小写字母、数字和 . _ @ -，以字母或数字开头';
}

/** What is missing or wrong of what can be changed later; undefined when it can be saved. */
export function changeFault({ title, grants }: StaffDraft): string | undefined {
  if (title.trim() === '') return '写上称呼';
  if (grants.length === 0) return '至少给一个角色';
  return grants.map(grantFault).find((fault) => fault !== undefined);
}

export function newStaffFault(draft: StaffDraft): string | undefined {
  const password = draft.password === '' ? '写上初始密码' : passwordFault(draft.password);
  return loginFault(draft.login) ?? (draft.title.trim() === '' ? '写上称呼' : password) ?? changeFault(draft);
}

export const changeBodyOf = ({ title, grants }: StaffDraft): ChangeBody => ({
  title: title.trim(),
  grants: grants.map((grant) => ({ role: grant.role ?? '', ...(areaBodyOf(grant) as Omit<GrantBody, 'role'>) })),
});

export const staffBodyOf = (draft: StaffDraft): StaffBody => ({
  login: draft.login,
  password: draft.password,
  ...changeBodyOf(draft),
});
