import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { OrderPaid } from '#modules/commerce/events';
import { setShifts, setWorker } from '#modules/fulfilment';
import { addTouchpoints, touchpointsByIds } from '#modules/touchpoints';
import type { Answer, Client, ServerWorld } from '#testing';

/** Where works go on, and whose names and phones they bear. */
export interface Site {
  readonly mark: string;
  readonly code: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
  readonly packageId: string;
  readonly technicianPhone: string;
  readonly ownerPhone: string;
}

/** What came of it, by kind. */
export interface Works {
  readonly project: readonly string[];
  readonly milestone: readonly string[];
  readonly milestonePhoto: readonly string[];
  readonly installVisit: readonly string[];
}

// The fixture reads what it needs; the routes' own tests say what answers look like.
// eslint-disable-next-line typescript/no-explicit-any
type Any = any;

/** The body of an answer that must be good. */
async function ok(answering: Promise<Answer<Any>>): Promise<Any> {
  const { status, body, text } = await answering;
  if (status >= 300) throw new Error(`the works could not be begun: ${status} ${text}`);
  return body;
}

/** A paid order with its project, an install visit by a technician of the store, and a milestone before its owner. */
export async function makeWorks(
  server: ServerWorld,
  admin: Client,
  site: Site,
  picture: { readonly name: string; readonly type: string; readonly bytes: Buffer },
): Promise<Works> {
  const technician = await hire(server, site);
  await payDeposit(server, site);
  const found = await ok(admin.get(`/api/fulfilment/projects?communityId=${site.communityId}`));
  const { projectId } = found.items[0] as { projectId: string };
  const base = `/api/fulfilment/projects/${projectId}`;
  const from = new Date(server.world.clock.now().getTime() + 2 * DAY).toISOString().slice(0, 10);
  const slots = await ok(admin.get(`${base}/slots?from=${from}&days=7`));
  const held = await ok(admin.post(`${base}/holds`, { startsAt: slots.items[0].startsAt }));
  const visit = await ok(admin.post(`${base}/visits`, { holdId: held.holdId }));
  const mine = `/api/fulfilment/my/projects/${projectId}`;
  const detail = await ok(technician.get(mine));
  const { milestoneId } = detail.milestoneList[0] as { milestoneId: string };
  const photo = await ok(technician.upload(`${mine}/milestones/${milestoneId}/photos`, picture));
  await ok(technician.post(`${mine}/milestones/${milestoneId}/submit`, { note: `${site.mark}材料到了` }));
  await server.drain();
  return {
    project: [projectId],
    milestone: [milestoneId],
    milestonePhoto: [photo.photoId],
    installVisit: [visit.visitId],
  };
}

async function hire(server: ServerWorld, site: Site): Promise<Client> {
  const { world } = server;
  const { touchpointIds } = await addTouchpoints(world.ctx(), [
    {
      externalCode: `${site.mark}技师`,
      name: `${site.mark}吴`,
      phone: site.technicianPhone,
      role: 'technician',
      cityId: site.cityId,
      storeId: site.storeId,
      partnerId: null,
      communityIds: [site.communityId],
    },
  ]);
  const touchpointId = touchpointIds[0] as TouchpointId;
  const skills = [{ skill: 'install', level: 3 }] as const;
  await setWorker(world.ctx(), { touchpointId, skills, maxVisitsADay: 4, radiusKm: 50, takesVisits: true });
  const hours = [{ from: 540, to: 1_080 }];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours }));
  await setShifts(world.ctx(), { touchpointId, weekly, exceptions: [] });
  const [person] = await touchpointsByIds(world.database.db, [touchpointId]);
  return server.client(person?.userId as UserId);
}

/** What commerce announces when the deposit of an order comes in. */
async function payDeposit(server: ServerWorld, site: Site): Promise<void> {
  const ctx = server.world.ctx();
  const { vault } = ctx.services;
  await ctx.transaction(async (tx) => {
    const personId: PersonId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId, fields: { name: `${site.mark}业主`, phone: site.ownerPhone } }]);
    const orderId = tx.newId<'Order'>();
    await tx.announce([
      OrderPaid(orderId, {
        orderId,
        orderNumber: `DD-${site.code}-0001`,
        totalFen: 399_900,
        channel: 'service',
        groupBuyId: null,
        goodsNetFen: 399_900,
        cityId: site.cityId,
        communityId: site.communityId,
        storeId: site.storeId,
        customerKey: vault.hash('phone', site.ownerPhone) as CustomerKey,
        personId,
        leadId: null,
        visitId: null,
        shareToken: null,
        packageId: site.packageId as Id<'Package'>,
        touchpointId: tx.newId<'Touchpoint'>(),
        paymentId: tx.newId<'Payment'>(),
        stage: 'deposit',
        amountFen: 100_000,
        paidFen: 100_000,
        paidAt: tx.now.toISOString(),
      }),
    ]);
  });
  await server.drain();
}
