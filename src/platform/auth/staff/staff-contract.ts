import { z } from 'zod';
import { MIN_PASSWORD } from '../user.ts';

const areaKind = z.enum(['all', 'city', 'store', 'community']);
const grant = z
  .object({ role: z.string().min(1).max(40), areaKind, areaId: z.uuid().nullable() })
  .refine(({ areaKind: kind, areaId }) => (kind === 'all') === (areaId === null), {
    path: ['areaId'],
    error: '请选择范围',
  });
const title = z.string().trim().min(1, '请填称呼').max(30, '称呼最多 30 个字');
const password = z.string().min(MIN_PASSWORD, `密码至少 ${MIN_PASSWORD} 位`).max(200, '密码最多 200 位');
const grants = z.array(grant).min(1, '至少给一个角色').max(50, '最多 50 个角色');

export const staffQuery = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  search: z.string().trim().max(60).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(400).optional(),
});

/** Who works in the office: how they sign in, how they are called, what they may do where. */
export const staffItem = z.object({
  userId: z.uuid(),
  login: z.string(),
  title: z.string(),
  grants: z.array(
    z.object({ role: z.string(), roleName: z.string(), areaKind, areaId: z.uuid().nullable(), areaName: z.string() }),
  ),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** It is the account of whoever asks. */
  own: z.boolean(),
});
export const staffAnswer = z.object({ items: z.array(staffItem), nextCursor: z.string().nullable() });

/** Roles that staff may be granted, from those who may most to those who may least. */
export const staffRolesAnswer = z.object({ items: z.array(z.object({ role: z.string(), name: z.string() })) });

export const newStaff = z.object({
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, '账号 2 到 64 位，用字母、数字和 . _ @ -，以字母或数字开头'),
  title,
  password,
  grants,
});
export const addedStaff = z.object({ userId: z.uuid() });
export const staffChange = z.object({ title, grants });
export const passwordReset = z.object({ password });
export const ownPasswordChange = z.object({ current: z.string().min(1, '请填现在的密码').max(200), next: password });
