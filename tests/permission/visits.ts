import type { CommunityId, CustomerKey, TouchpointId } from '#kernel/ids';
import { DAY, startOfBusinessDay, businessDay, HOUR } from '#kernel/time';
import { bookVisit, setWorker } from '#modules/fulfilment';
import type { Answer, Client, ServerWorld } from '#testing';

/** Where visits are, and whose they are. */
export interface Round {
  readonly mark: string;
  readonly communityIds: readonly CommunityId[];
  /** Goes there, and by their own phone is the customer too: what is kept from them is kept by whose it is alone. */
  readonly stewardId: TouchpointId;
  readonly stewardPhone: string;
}

// The fixture reads what it needs; the routes' own tests say what answers look like.
// eslint-disable-next-line typescript/no-explicit-any
type Any = any;

/** The body of an answer that must be good. */
async function ok(answering: Promise<Answer<Any>>): Promise<Any> {
  const { status, body, text } = await answering;
  if (status >= 300) throw new Error(`the visits could not be made: ${status} ${text}`);
  return body;
}

/** An install visit that a person placed with the steward, and a leave of theirs at another time. */
export async function makeVisits(
  server: ServerWorld,
  admin: Client,
  { mark, communityIds, stewardId, stewardPhone }: Round,
): Promise<{ readonly visit: readonly string[]; readonly leave: readonly string[] }> {
  const { world } = server;
  await setWorker(world.ctx(), {
    touchpointId: stewardId,
    skills: [{ skill: 'install', level: 1 }],
    maxVisitsADay: 4,
    radiusKm: 50,
    takesVisits: false,
  });
  const day = startOfBusinessDay(businessDay(world.clock.now())).getTime() + 9 * DAY;
  const ctx = world.ctx();
  const { vault } = ctx.services;
  const personId = ctx.newId<'Person'>();
  const fields = { name: `${mark}户主`, phone: stewardPhone, address: `${mark}一幢` };
  await ctx.transaction((tx) => vault.put(tx, [{ personId, fields }]));
  const visit = await bookVisit(world.ctx(), {
    service: 'install',
    communityId: communityIds[0]!,
    startsAt: new Date(day + 9 * HOUR),
    personId,
    customerKey: vault.hash('phone', stewardPhone) as CustomerKey,
    leadId: null,
    shareToken: null,
    packageId: null,
    projectId: null,
    by: 'staff',
  });
  const placed = { touchpointId: stewardId, reason: '本人熟悉这户' };
  await ok(admin.post(`/api/fulfilment/visits/${visit.visitId}/place`, placed));
  const [from, to] = [20, 21].map((days) => new Date(day + days * DAY).toISOString());
  const leave = await ok(admin.post(`/api/fulfilment/workers/${stewardId}/leaves`, { from, to, reason: 'annual' }));
  await server.drain();
  return { visit: [visit.visitId], leave: [leave.leaveId] };
}
