import type { Context } from '#platform/context';
import { hashIdentifiers } from '../identity/hash-identifiers.ts';
import { violates, type LiveSource } from '../sources/source.ts';
import { looksPersonal } from './personal-fields.ts';
import { placesByCode } from './place-lookup.ts';
import { COMMUNITY_POST, ORDER_COMPLETED, type ReadEvent, type Rejected } from './read-event.ts';
import type { PreparedEvent } from './record-events.ts';

/** Events with their hashed identifiers and places; those that cannot be recorded come back with the reason. */
export async function prepareEvents<T extends { readonly event: ReadEvent }>(
  ctx: Context,
  source: Pick<LiveSource, 'plan'>,
  read: readonly T[],
): Promise<{ prepared: (T & PreparedEvent)[]; rejected: (T & { rejected: Rejected })[] }> {
  const codes = new Set(read.flatMap(({ event }) => event.communityCode ?? []));
  const places = codes.size === 0 ? new Map<string, never>() : await placesByCode(ctx, codes);
  const prepared: (T & PreparedEvent)[] = [];
  const rejected: (T & { rejected: Rejected })[] = [];
  for (const each of read) {
    const { event } = each;
    const place = event.communityCode === undefined ? undefined : places.get(event.communityCode);
    const identifiers = hashIdentifiers(ctx.services.vault, event.identifiers);
    const fault = faultOf(event, source, place !== undefined, identifiers.length > 0);
    if (fault !== undefined) rejected.push({ ...each, rejected: fault });
    else prepared.push({ ...each, eventId: ctx.newId(), identifiers, place, externalId: orderNoOf(event) });
  }
  return { prepared, rejected };
}

function faultOf(
  event: ReadEvent,
  source: Pick<LiveSource, 'plan'>,
  isPlaced: boolean,
  isIdentified: boolean,
): Rejected | undefined {
  if (!isIdentified) {
    return { reason: 'identity-blocked', detail: [...new Set(event.identifiers.map(({ kind }) => kind))].join(', ') };
  }
  if (event.name === COMMUNITY_POST && event.kind === 'track') {
    if (!isPlaced) return { reason: 'community-unknown', detail: shown(event.communityCode ?? '') };
    if (typeof event.personal?.['text'] !== 'string') return { reason: 'plan-violated', detail: 'missing text' };
  }
  const required = event.kind === 'track' ? source.plan.get(event.name) : undefined;
  const violated = required && violates(required, { ...event.open, ...event.personal });
  return violated === undefined ? undefined : { reason: 'plan-violated', detail: violated };
}

const shown = (text: string): string => (looksPersonal(text) ? '' : text.slice(0, 64));

/** An order is one fact, whether the till's file, the shop or the client tells of it. */
function orderNoOf(event: ReadEvent): { kind: string; id: string } | undefined {
  if (event.name !== ORDER_COMPLETED) return undefined;
  const orderNo = event.open['orderNo'] ?? event.open['order_id'] ?? event.open['orderId'];
  return typeof orderNo === 'string' && orderNo !== '' && orderNo.length <= 100
    ? { kind: 'order', id: orderNo }
    : undefined;
}
