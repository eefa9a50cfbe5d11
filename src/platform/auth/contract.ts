import { z } from 'zod';

export const signInRequest = z.object({
  login: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});

const phone = z.string().trim().min(5).max(30);

/** `as`: a customer may be somebody nobody knows yet; at the workbench only known phones get a code. */
export const codeRequest = z.object({ phone, as: z.enum(['touchpoint', 'customer']).default('touchpoint') });

export const sentCode = z.object({
  sentTo: z.string(),
  expiresInSeconds: z.number().int(),
  retryAfterSeconds: z.number().int(),
  sandbox: z.boolean(),
});

export const codeSignInRequest = z.object({ phone, code: z.string().regex(/^\d{6}$/, '请输入6位验证码') });

export const me = z.object({
  userId: z.string(),
  kind: z.enum(['staff', 'touchpoint', 'customer']),
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
    surface: z.enum(['console', 'workbench', 'shop']),
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
