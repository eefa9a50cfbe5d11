import { z } from 'zod';

export const signInRequest = z.object({
  login: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});

export const codeRequest = z.object({ phone: z.string().trim().min(5).max(30) });

export const sentCode = z.object({
  sentTo: z.string(),
  expiresInSeconds: z.number().int(),
  retryAfterSeconds: z.number().int(),
  sandbox: z.boolean(),
});

export const codeSignInRequest = codeRequest.extend({ code: z.string().regex(/^\d{6}$/, '请输入6位验证码') });

export const me = z.object({
  userId: z.string(),
  kind: z.enum(['staff', 'touchpoint']),
  displayName: z.string(),
  touchpointId: z.string().nullable(),
  grants: z.array(
    z.object({
      role: z.string(),
      roleName: z.string(),
      areaKind: z.enum(['all', 'city', 'store', 'community']),
      areaId: z.string().nullable(),
      areaName: z.string(),
    }),
  ),
  permissions: z.array(z.string()),
  mode: z.enum(['demo', 'production']),
});

export const demoAccounts = z.array(
  z.object({
    label: z.string(),
    surface: z.enum(['console', 'workbench']),
    login: z.string().optional(),
    password: z.string().optional(),
    phone: z.string().optional(),
  }),
);

export const sessions = z.object({
  items: z.array(z.object({ sessionId: z.string(), createdAt: z.iso.datetime(), device: z.string() })),
  nextCursor: z.null(),
});

export const done = z.object({ done: z.literal(true) });
