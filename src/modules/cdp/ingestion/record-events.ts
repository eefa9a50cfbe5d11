import type { CityId, CommunityId, PersonId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { normalise, type PersonalEntry, type PersonalKind } from '#platform/privacy';
import { countMembers, type MemberChange } from '../communities/count-members.ts';
import { countMentions } from '../communities/count-mentions.ts';
import { countOrders, type CountedOrder } from '../communities/count-orders.ts';
import type { Post } from '../communities/mention.ts';
import { isVaultKind, type KeyedIdentifier } from '../identity/hash-identifiers.ts';
import { identifierCacheOf } from '../identity/identifier-cache.ts';
import { resolveIdentities, type ResolvedIdentities } from '../identity/resolve-identities.ts';
import { memberChanges } from '../profiles/member-changes.ts';
import * as profiles from '../profiles/profile-store.ts';
import { claimExternalIds, insertEvents, lockCommunityCounters } from './event-store.ts';
import type { EventPlace } from './place-lookup.ts';
import { COMMUNITY_POST, LEAD_LEFT, ORDER_COMPLETED, type ReadEvent } from './read-event.ts';

/** An event that is understood, with its hashed identifiers (at least one) and its place. Memory only. */
export interface PreparedEvent {
  readonly eventId: string;
  readonly event: ReadEvent;
  readonly identifiers: readonly KeyedIdentifier[];
  readonly place: EventPlace | undefined;
  /** Means the same fact wherever it comes from: it is recorded once. */
  readonly externalId: { readonly kind: string; readonly id: string } | undefined;
}

export interface RecordOptions {
  readonly sourceId: string;
  readonly receivedAt: Date;
  /** `live` announces what it counts; `history` leaves that to the caller, once for the whole import. */
  readonly mode: 'live' | 'history';
}

export interface Recorded {
  readonly accepted: number;
  /** Facts that were known under their external id. */
  readonly known: number;
  /** Events of which nothing usable is left, by blocked or erased identifiers. */
  readonly unidentified: readonly { readonly eventId: string; readonly reason: 'identity-blocked' | 'person-erased' }[];
  readonly merges: number;
  /** To be remembered once the transaction is committed. */
  readonly learned: ResolvedIdentities['learned'];
}

/**
 * Part: whose events are, what follows for people and communities, and the log, in the caller's transaction; a handful
 * of statements whatever the number of events.
 */
export async function recordEvents(
  ctx: Context,
  tx: Tx,
  prepared: readonly PreparedEvent[],
  options: RecordOptions,
): Promise<Recorded> {
  const fresh = await freshOf(tx, prepared);
  if (fresh.length === 0) return { accepted: 0, known: prepared.length, unidentified: [], merges: 0, learned: [] };
  const deps = { vault: ctx.services.vault, cache: identifierCacheOf(ctx) };
  const identities = await resolveIdentities(
    tx,
    deps,
    fresh.map((each) => ({ eventId: each.eventId, identifiers: each.identifiers, home: homeHint(each) })),
    options.sourceId,
  );
  const owned = fresh.flatMap((each) => {
    const subjectId = identities.subjectOf.get(each.eventId);
    return subjectId === undefined ? [] : [{ ...each, subjectId, place: each.place ?? placeOf(identities, subjectId) }];
  });
  const moved = await placePeople(ctx, tx, owned, identities);
  await describePeople(ctx, tx, owned, identities, options);
  await append(ctx, tx, owned, options);
  await count(tx, owned, moved, options);
  return {
    accepted: owned.length,
    known: prepared.length - fresh.length,
    unidentified: fresh
      .filter(({ eventId }) => !identities.subjectOf.has(eventId))
      .map(({ eventId }) => ({
        eventId,
        reason: identities.erased.has(eventId) ? 'person-erased' : 'identity-blocked',
      })),
    merges: identities.merges.length,
    learned: identities.learned,
  };
}

type OwnedEvent = PreparedEvent & { readonly subjectId: string };

async function freshOf(tx: Tx, prepared: readonly PreparedEvent[]): Promise<PreparedEvent[]> {
  const claims = new Map(
    prepared.flatMap(({ externalId, eventId }) =>
      externalId === undefined
        ? []
        : [[`${externalId.kind} ${externalId.id}`, { kind: externalId.kind, externalId: externalId.id, eventId }]],
    ),
  );
  if (claims.size === 0) return [...prepared];
  const claimed = await claimExternalIds(tx.db, [...claims.values()], tx.now);
  return prepared.filter(({ externalId }) => {
    // Taken out, so that the second row of the same fact within the batch is known too.
    return externalId === undefined || claimed.delete(`${externalId.kind} ${externalId.id}`);
  });
}

function homeHint({ event, place }: PreparedEvent): { communityId: string; firm: boolean } | undefined {
  if (place === undefined || !(event.isHome || isMeeting(event))) return undefined;
  return { communityId: place.communityId, firm: event.isHome };
}

/** Who posts in a community's group, has an order brought there or leaves a lead for it is met there. */
const MEETINGS: ReadonlySet<string> = new Set([COMMUNITY_POST, ORDER_COMPLETED, LEAD_LEFT]);

function isMeeting(event: ReadEvent): boolean {
  return MEETINGS.has(event.name);
}

function placeOf(identities: ResolvedIdentities, subjectId: string): EventPlace | undefined {
  const known = identities.known.get(subjectId);
  return known?.communityId == null || known.cityId === null
    ? undefined
    : { communityId: known.communityId, cityId: known.cityId };
}

async function placePeople(
  ctx: Context,
  tx: Tx,
  events: readonly OwnedEvent[],
  identities: ResolvedIdentities,
): Promise<MemberChange[]> {
  const households = await householdsOf(ctx, tx, events);
  const homes = new Map<string, profiles.Home>();
  for (const { event, place, subjectId } of events) {
    if (place === undefined || !(event.isHome || isMeeting(event))) continue;
    const known = identities.known.get(subjectId);
    const stays = known?.communityId === place.communityId && event.householdCode === undefined;
    if (stays || (!event.isHome && known?.communityId != null)) continue;
    const before = homes.get(subjectId);
    if (before !== undefined && before.firm && (!event.isHome || before.at > event.occurredAt)) continue;
    const householdId = households.get(householdKey(place.communityId, event.householdCode)) ?? null;
    homes.set(subjectId, { subjectId, ...place, householdId, at: event.occurredAt, firm: event.isHome });
  }
  const profileIds = new Set([
    ...identities.replaced,
    ...[...homes.keys()].flatMap((subjectId) => identities.profileOf.get(subjectId) ?? []),
  ]);
  if (homes.size > 0) await profiles.placeSubjects(tx.db, [...homes.values()]);
  return profileIds.size === 0 ? [] : memberChanges(await profiles.refreshPlaces(tx.db, [...profileIds]));
}

const householdKey = (communityId: string, code: string | undefined): string => `${communityId} ${code ?? ''}`;

async function householdsOf(ctx: Context, tx: Tx, events: readonly OwnedEvent[]): Promise<Map<string, string>> {
  const wanted = new Map<string, { hash: string; householdId: string; communityId: CommunityId; cityId: CityId }>();
  for (const { event, place } of events) {
    if (place === undefined || event.householdCode === undefined) continue;
    const key = householdKey(place.communityId, event.householdCode);
    if (wanted.has(key)) continue;
    // The number of a flat is part of an address: kept as a keyed hash only.
    const hash = ctx.services.vault.hash('note', `household\u001f${place.communityId}\u001f${event.householdCode}`);
    wanted.set(key, { hash, householdId: tx.newId(), ...place });
  }
  if (wanted.size === 0) return new Map();
  const ids = await profiles.ensureHouseholds(tx.db, [...wanted.values()], tx.now);
  return new Map([...wanted].flatMap(([key, { hash }]) => (ids.has(hash) ? [[key, ids.get(hash) as string]] : [])));
}

async function describePeople(
  ctx: Context,
  tx: Tx,
  events: readonly OwnedEvent[],
  identities: ResolvedIdentities,
  options: RecordOptions,
): Promise<void> {
  const traits = new Map<string, profiles.TraitSet>();
  const consents: profiles.ConsentRecord[] = [];
  for (const { event, eventId, subjectId } of events) {
    for (const [trait, value] of Object.entries(event.traits)) {
      const known = traits.get(`${subjectId} ${trait}`);
      if (known !== undefined && known.at > event.occurredAt) continue;
      const content = JSON.stringify(value);
      traits.set(`${subjectId} ${trait}`, { subjectId, trait, content, at: event.occurredAt, eventId });
    }
    for (const given of event.consents) {
      consents.push({ subjectId, consentId: tx.newId(), ...given, at: event.occurredAt });
    }
  }
  if (traits.size > 0) await profiles.setTraits(tx.db, [...traits.values()]);
  if (consents.length > 0) await profiles.addConsents(tx.db, consents, options.sourceId);
  const entries = events.flatMap((each) => personalEntries(each, identities));
  if (entries.length > 0) await ctx.services.vault.put(tx, entries);
}

/**
 * What the vault is to keep: names under the subject of the event, each new phone and WeChat id under the subject that it
 * identifies, so that undoing a merge gives each side its own back. Values that cannot be are left out.
 */
function personalEntries(
  { event, identifiers, subjectId }: OwnedEvent,
  { newKeys, subjectOfKey }: ResolvedIdentities,
): PersonalEntry[] {
  const entries: PersonalEntry[] = [];
  const add = (owner: string, kind: PersonalKind, value: string | undefined): void => {
    if (value === undefined || 'fault' in normalise(kind, value)) return;
    entries.push({ personId: owner as PersonId, fields: { [kind]: value } });
  };
  for (const { kind, key, value } of identifiers) {
    const owner = subjectOfKey.get(key);
    if (isVaultKind(kind) && owner !== undefined && newKeys.has(key)) add(owner, kind, value);
  }
  const { name, email, address } = event.person;
  add(subjectId, 'name', name);
  add(subjectId, 'email', email);
  add(subjectId, 'address', address);
  return entries;
}

async function append(ctx: Context, tx: Tx, events: readonly OwnedEvent[], options: RecordOptions): Promise<void> {
  if (events.length === 0) return;
  const sealing = events.flatMap(({ subjectId, event }) =>
    event.personal === undefined ? [] : [{ personId: subjectId as PersonId, json: event.personal }],
  );
  const sealed = await ctx.services.vault.sealMany(tx, sealing);
  let at = 0;
  const rows = events.map(({ eventId, subjectId, event, place }) => ({
    subjectId,
    eventId,
    kind: event.kind,
    name: event.name,
    occurredAt: event.occurredAt,
    communityId: place?.communityId ?? null,
    cityId: place?.cityId ?? null,
    properties: JSON.stringify(event.open),
    personal: event.personal === undefined ? null : (sealed[at++] ?? null),
  }));
  await insertEvents(tx.db, rows, options.sourceId, options.receivedAt);
}

async function count(
  tx: Tx,
  events: readonly OwnedEvent[],
  members: readonly MemberChange[],
  { mode, receivedAt }: RecordOptions,
): Promise<void> {
  const posts = events.flatMap((each) => postOf(each) ?? []);
  const orders = events.flatMap((each) => orderOf(each) ?? []);
  const counters = [posts, orders, members].filter((list) => list.length > 0);
  if (counters.length > 1) {
    await lockCommunityCounters(tx.db, [...new Set(counters.flat().map((each) => each.communityId))]);
  }
  const quiet = mode === 'history' ? ({ announce: 'nothing' } as const) : {};
  await countMembers(tx, members, quiet);
  await countOrders(tx, orders, quiet);
  await countMentions(tx, posts, receivedAt, quiet);
}

function postOf({ event, eventId, subjectId, place }: OwnedEvent): Post | undefined {
  const text = event.personal?.['text'];
  if (event.name !== COMMUNITY_POST || place === undefined || typeof text !== 'string') return undefined;
  const channel = event.open['channel'];
  return {
    eventId,
    subjectId,
    ...place,
    channel: typeof channel === 'string' && channel.length <= 20 ? channel : 'chat',
    text,
    occurredAt: event.occurredAt,
  };
}

function orderOf({ event, place }: OwnedEvent): CountedOrder | undefined {
  if (event.name !== ORDER_COMPLETED || place === undefined) return undefined;
  const amountFen = amountOf(event);
  return amountFen === undefined ? undefined : { ...place, amountFen, occurredAt: event.occurredAt };
}

/** `amountFen` in fen, else `total` or `revenue` in yuan as the Segment spec names them. */
function amountOf({ open }: ReadEvent): number | undefined {
  const { amountFen, total, revenue } = open;
  const yuan = typeof total === 'number' ? total : revenue;
  const amount =
    typeof amountFen === 'number' ? amountFen : typeof yuan === 'number' ? Math.round(yuan * 100) : undefined;
  return amount !== undefined && Number.isSafeInteger(amount) && amount >= 0 ? amount : undefined;
}
