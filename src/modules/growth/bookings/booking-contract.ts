import { z } from 'zod';
import { communityId, idOf } from '#platform/fields';

const time = z.iso.datetime();
const visitorId = z.string().trim().min(8).max(64);
const packageId = idOf<'Package'>();

/** A share token (`/o/…`) or a printed code (`/b/…`). */
export const bookingParams = z.object({ token: z.string().regex(/^[\w-]{4,64}$/) });

/** The place is needed where the page has several. */
const place = { communityId: communityId.optional() };

/** With a place of several, the page says what things cost there. */
export const bookingViewQuery = z.object(place);

/** What the booking page shows. Names arrive masked. */
export const bookingView = z.object({
  token: z.string(),
  via: z.enum(['offer', 'code']),
  state: z.enum(['open', 'closed', 'expired']),
  /** Where somebody comes to. One is settled; of several the resident picks theirs. */
  communities: z.array(z.object({ communityId, name: z.string(), city: z.string() })),
  /** What it may be about. One is settled; of several the resident may pick one, or none. */
  packages: z.array(
    z.object({
      packageId,
      name: z.string(),
      subtitle: z.string(),
      /** What it costs there now, the same for everybody; null until one of several communities is picked. */
      priceFen: z.number().int().nullable(),
      unit: z.string(),
    }),
  ),
  service: z.object({
    code: z.string(),
    name: z.string(),
    /** What happens, in a few short sentences. */
    steps: z.array(z.string()),
  }),
  /** Whose code or link it is. */
  touchpoint: z.object({ maskedName: z.string(), roleName: z.string() }).nullable(),
  /** What people usually ask for, in words. */
  needs: z.array(z.string()),
  consentText: z.string(),
  consentVersion: z.string(),
});

export const slotsQuery = z.object({
  ...place,
  /** First business day, `YYYY-MM-DD`; today unless said. */
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(14).default(7),
});
export const freeSlot = z.object({
  startsAt: time,
  endsAt: time,
  /** How many people could still come then. */
  left: z.number().int(),
});
export const slotsAnswer = z.object({
  /** Every day that was asked for, days without a free slot too. */
  days: z.array(z.object({ day: z.iso.date(), slots: z.array(freeSlot) })),
});

export const holdBody = z.object({ ...place, startsAt: time, visitorId });
export const holdAnswer = z.object({
  holdId: idOf<'Hold'>(),
  startsAt: time,
  endsAt: time,
  /** Until when the time is kept. */
  expiresAt: time,
  /** The same from now on: a phone's clock may be wrong. */
  keptSeconds: z.number().int(),
});

export const bookingBody = z.object({
  ...place,
  holdId: idOf<'Hold'>(),
  visitorId,
  name: z.string().trim().min(1, '请填称呼').max(20, '称呼最多 20 个字'),
  phone: z.string().trim().min(5, '请填手机号').max(30, '手机号不对'),
  /** Building, unit and door: 「3幢2单元501」. */
  address: z.string().trim().min(2, '请填楼栋和门牌号').max(60, '门牌号最多 60 个字'),
  packageId: packageId.optional(),
  /** One of the page's `needs`, or nothing. */
  need: z.string().trim().max(20).default(''),
  note: z.string().trim().max(200, '备注最多 200 个字').default(''),
  consentVersion: z.string().max(40),
});
export const bookedAnswer = z.object({
  leadNumber: z.string(),
  /** To be read aloud when somebody calls about the visit. */
  visitNumber: z.string(),
  startsAt: time,
  endsAt: time,
  communityName: z.string(),
  serviceName: z.string(),
  /** Who comes, masked. */
  who: z.object({ maskedName: z.string(), roleName: z.string() }),
  /** What happens next, where to see and change it. */
  message: z.string(),
});

/** Members of the 409 that answers a hold or a booking whose time is gone (`slot-taken`, `hold-expired`). */
export const nextSlots = z.object({ next: z.array(freeSlot) });

export const scanBody = z.object({ visitorId });
export const scanAnswer = z.object({ counted: z.boolean() });

export type BookingView = z.output<typeof bookingView>;
export type FreeSlot = z.output<typeof freeSlot>;
export type SlotsAnswer = z.output<typeof slotsAnswer>;
export type HoldBody = z.input<typeof holdBody>;
export type HoldAnswer = z.output<typeof holdAnswer>;
export type BookingBody = z.input<typeof bookingBody>;
export type BookedAnswer = z.output<typeof bookedAnswer>;
export type NextSlots = z.output<typeof nextSlots>;
