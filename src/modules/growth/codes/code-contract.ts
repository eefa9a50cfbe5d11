import { z } from 'zod';
import { cityId, communityId, idOf, touchpointId, userId } from '#platform/fields';

const time = z.iso.datetime();

/** As it is printed: six letters and digits that sound and look like no other; typed in any case. */
const printedCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[2-9A-HJ-NP-Z]{6}$/);
export const codeParams = z.object({ code: printedCode });

export const codeState = z.enum(['live', 'revoked']);

/** A code to be printed. It belongs to a community, to a touchpoint, or to a touchpoint in a community. */
export const codeItem = z.object({
  /** Six letters and digits; it is also its id. */
  code: z.string(),
  /** Where it leads: the text of the QR code. */
  url: z.string(),
  label: z.string(),
  state: codeState,
  cityId,
  communityId: communityId.nullable(),
  communityName: z.string().nullable(),
  touchpointId: touchpointId.nullable(),
  /** Masked. */
  touchpointName: z.string().nullable(),
  roleName: z.string().nullable(),
  packageId: idOf<'Package'>().nullable(),
  packageName: z.string().nullable(),
  /** Browsers that opened it, each once a day. */
  scans: z.number().int(),
  /** Visits that were booked with it. */
  bookings: z.number().int(),
  madeBy: userId.nullable(),
  madeAt: time,
  revokedAt: time.nullable(),
});

export const codesQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: codeState.optional(),
  cityId: cityId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
});
export const codesAnswer = z.object({
  items: z.array(codeItem),
  nextCursor: z.string().nullable(),
  /** Over all that match, whatever the state that was chosen. */
  counts: z.object({
    live: z.number().int(),
    revoked: z.number().int(),
    scans: z.number().int(),
    bookings: z.number().int(),
  }),
});
export const myCodesAnswer = z.object({ items: z.array(codeItem) });

export const codeBody = z
  .object({
    /** Where it hangs: 「3幢电梯厅」. */
    label: z.string().trim().min(1, '写明贴在哪里').max(40, '最多 40 个字'),
    communityId: communityId.optional(),
    touchpointId: touchpointId.optional(),
    /** The one package that it offers; every package of the place without it. */
    packageId: idOf<'Package'>().optional(),
  })
  .refine((body) => body.communityId !== undefined || body.touchpointId !== undefined, {
    path: ['communityId'],
    error: '选一个小区或一位触点',
  });

export type CodeItem = z.output<typeof codeItem>;
export type CodesAnswer = z.output<typeof codesAnswer>;
export type CodeBody = z.input<typeof codeBody>;
