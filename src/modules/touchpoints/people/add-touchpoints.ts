import type { CityId, CommunityId, PartnerId, StoreId, TouchpointId } from '#kernel/ids';
import { addTouchpointUsers, usersByPersons } from '#platform/auth';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { TouchpointChanged } from '../events.ts';
import { communitiesInReach } from './communities-in-reach.ts';
import { insertCoverage, insertTouchpoints } from './touchpoint-store.ts';
import { OutsideArea, PhoneBelongsToTouchpoint, type Role, type Touchpoint } from './touchpoint.ts';

export interface NewTouchpoint {
  readonly externalCode: string;
  readonly name: string;
  readonly phone: string;
  readonly role: Role;
  readonly cityId: CityId;
  readonly storeId: StoreId | null;
  readonly partnerId: PartnerId | null;
  /** The communities they serve, the most important first. */
  readonly communityIds: readonly CommunityId[];
}

/**
 * Adds people at the front, each with a user who signs in by phone; at most some thousands at once, in few statements.
 * Throws TouchpointCodeTaken, OutsideArea, PhoneBelongsToTouchpoint, InvalidPersonalData; then nobody was added.
 */
export async function addTouchpoints(
  ctx: Context,
  input: readonly NewTouchpoint[],
): Promise<{ touchpointIds: TouchpointId[] }> {
  refuseForeignAreas(ctx, input);
  const cities = await communitiesInReach(
    ctx,
    input.flatMap((person) => person.communityIds),
  );
  return ctx.transaction(async (tx) => {
    await refuseKnownPhones(ctx, input);
    const added = input.map((person): Touchpoint => ({
      touchpointId: tx.newId<'Touchpoint'>(),
      userId: tx.newId<'User'>(),
      personId: tx.newId<'Person'>(),
      externalCode: person.externalCode,
      cityId: person.cityId,
      storeId: person.storeId,
      partnerId: person.partnerId,
      role: person.role,
      state: 'active',
      version: 1,
    }));
    const { vault } = ctx.services;
    await vault.put(
      tx,
      added.map(({ personId }, at) => ({ personId, fields: { name: input[at]?.name, phone: input[at]?.phone } })),
    );
    await addTouchpointUsers(
      tx,
      added.map(({ userId, personId, role, cityId }) => ({
        userId,
        personId,
        grants: [{ role, areaKind: 'city', areaId: cityId }],
      })),
    );
    await insertTouchpoints(tx.db, added, tx.now);
    await insertCoverage(
      tx.db,
      added.flatMap(({ touchpointId }, at) =>
        (input[at]?.communityIds ?? []).map((communityId, place) => ({
          touchpointId,
          communityId,
          cityId: cities.get(communityId) as CityId,
          rank: place + 1,
        })),
      ),
    );
    await tx.announce(added.map(changed));
    for (const { touchpointId, role } of added.slice(0, added.length === 1 ? 1 : 0)) {
      await tx.audit({
        action: 'add-touchpoint',
        subject: { kind: 'touchpoint', id: touchpointId },
        details: { role },
      });
    }
    return { touchpointIds: added.map(({ touchpointId }) => touchpointId) };
  });
}

export const changed = (t: Touchpoint) =>
  TouchpointChanged(t.touchpointId, {
    touchpointId: t.touchpointId,
    personId: t.personId,
    cityId: t.cityId,
    storeId: t.storeId,
    role: t.role,
    state: t.state,
  });

/** Somebody who may add people in one area may not add them in another. */
function refuseForeignAreas(ctx: Context, input: readonly NewTouchpoint[]): void {
  const foreign = input.some(({ cityId, storeId }) => !covers(ctx.scope, { cityId, storeId: storeId ?? undefined }));
  if (foreign) throw new OutsideArea();
}

/** A phone signs one touchpoint in: somebody who has two roles is one touchpoint with the leading one. */
async function refuseKnownPhones(ctx: Context, input: readonly NewTouchpoint[]): Promise<void> {
  const persons = await ctx.services.vault.findMany(
    ctx.db,
    'phone',
    input.map((person) => person.phone),
  );
  const users = await usersByPersons(ctx.db, persons.flat());
  const taken = new Set(users.map((user) => user.personId));
  const codes = input.flatMap((person, at) =>
    persons[at]?.some((personId) => taken.has(personId)) === true ? [person.externalCode] : [],
  );
  if (codes.length > 0) throw new PhoneBelongsToTouchpoint(codes.slice(0, 5));
}
