import type { z } from 'zod';
import type { bookTicketVisitBody } from '#modules/fulfilment/contract';

export type BookBody = z.input<typeof bookTicketVisitBody>;

/** A visit that somebody is agreeing on. */
export interface VisitDraft {
  readonly service: string | undefined;
  readonly startsAt: string | undefined;
  /** Somebody else than is known, or whoever nobody knows yet; undefined for whom the ticket is about. */
  readonly contact: { readonly name: string; readonly phone: string } | undefined;
}

export const emptyVisit: VisitDraft = { service: undefined, startsAt: undefined, contact: undefined };
export const NEW_CONTACT = { name: '', phone: '' };

/** What is missing, in words; undefined when it can be sent. */
export function faultOf({ service, startsAt, contact }: VisitDraft): string | undefined {
  if (service === undefined) return '选一项服务';
  if (startsAt === undefined) return '选一个时间';
  if (contact !== undefined && (contact.name.trim() === '' || contact.phone.trim() === '')) return '填上称呼和电话';
  return undefined;
}

/** Only of a draft without a fault. */
export function bodyOf({ service, startsAt, contact }: VisitDraft): BookBody {
  if (service === undefined || startsAt === undefined) throw new Error('a visit without a time is not booked');
  return {
    service,
    startsAt,
    ...(contact === undefined ? {} : { contact: { name: contact.name.trim(), phone: contact.phone.trim() } }),
  };
}
