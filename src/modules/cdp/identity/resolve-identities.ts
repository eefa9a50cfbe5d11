import type { RecentMap } from '#kernel/recent-map';
import type { Tx } from '#platform/context';
import type { Vault } from '#platform/privacy';
import { ProfilesMerged } from '../events.ts';
import { hashOf, isVaultKind } from './hash-identifiers.ts';
import { DEFAULT_RULES, type HashedIdentifier, type IdentifierKind, type IdentifierRules } from './identifier.ts';
import * as store from './identity-store.ts';
import { insertMerges } from './merge-store.ts';
import {
  absorptionsOf,
  finalProfileOf,
  profilesThatMayChange,
  resolve,
  type EventIdentity,
  type KnownState,
  type Resolution,
} from './resolution.ts';

/**
 * Another batch claimed one of our identifiers, or changed one of our profiles, between our look and our lock. The code
 * is PostgreSQL's for a serialization failure, so that the transaction is run again.
 */
export class IdentityRaced extends Error {
  readonly code = '40001';
  constructor() {
    super('identities changed meanwhile');
    this.name = 'IdentityRaced';
  }
}

export interface ResolvedIdentities {
  /** Event → subject; events of which nothing usable is left are absent. */
  readonly subjectOf: ReadonlyMap<string, string>;
  /** Subject → what was known of it before the batch; new subjects are absent. */
  readonly known: ReadonlyMap<string, store.SubjectRow>;
  readonly profileOf: ReadonlyMap<string, string>;
  /** Identifier key → subject, of all that were seen or made; those that may not identify are absent. */
  readonly subjectOfKey: ReadonlyMap<string, string>;
  readonly newKeys: ReadonlySet<string>;
  readonly merges: Resolution['merges'];
  /** Profiles whose place has to be looked at again, because a merge moved subjects that have one. */
  readonly replaced: readonly string[];
  /** Of each new identifier its subject: to be remembered once committed. */
  readonly learned: readonly { key: string; subjectId: string }[];
  /** Events whose identifiers all belong to people who were erased: nothing of them may be kept. */
  readonly erased: ReadonlySet<string>;
}

export interface IdentifiedEvent extends EventIdentity {
  /** The event says where the person lives (`firm`), or only where they are met. */
  readonly home?: { readonly communityId: string; readonly firm: boolean } | undefined;
}

interface Deps {
  readonly vault: Vault;
  readonly cache: RecentMap<string, string>;
  readonly rules?: IdentifierRules;
}

/**
 * Part: says whose each event is, in the caller's transaction, and makes the subjects, profiles and merges that follow.
 * A batch that brings nothing new is answered by two reads at most and locks nothing.
 * @throws IdentityRaced, upon which the transaction is to be run again from the start.
 */
export async function resolveIdentities(
  tx: Tx,
  deps: Deps,
  events: readonly IdentifiedEvent[],
  sourceId: string,
): Promise<ResolvedIdentities> {
  const look = await lookUp(tx, deps, events);
  const usable = usableEvents(events, look);
  const changing = [...profilesThatMayChange(usable, look.state), ...profilesToPlace(usable, look)];
  const state: KnownState & Partial<LoadedState> =
    changing.length === 0 ? look.state : await lockAndLoad(tx, [...new Set(changing)], look.state);
  const resolution = resolve(usable, state, () => tx.newId(), deps.rules ?? DEFAULT_RULES);
  await save(tx, resolution, sourceId);
  const subjectOf = new Map(usable.map((event, at) => [event.eventId, resolution.subjectOfEvent[at] as string]));
  const erased = new Set(
    events
      .filter((event) => !subjectOf.has(event.eventId) && hasErased(event, look.erased))
      .map((each) => each.eventId),
  );
  return {
    subjectOf,
    known: look.subjects,
    profileOf: profilesAfter(look.subjects, state, resolution),
    subjectOfKey: new Map([
      ...look.state.subjectOf,
      ...resolution.newIdentifiers.map(({ key, subjectId }) => [key, subjectId] as const),
    ]),
    newKeys: new Set(resolution.newIdentifiers.map(({ key }) => key)),
    merges: resolution.merges,
    replaced: replacedBy(resolution, state),
    learned: [...look.learned, ...resolution.newIdentifiers],
    erased,
  };
}

interface Look {
  readonly state: KnownState;
  readonly subjects: ReadonlyMap<string, store.SubjectRow>;
  readonly blocked: ReadonlySet<string>;
  readonly erased: ReadonlySet<string>;
  readonly learned: readonly { key: string; subjectId: string }[];
}

/** From memory where every identifier is remembered and nothing would change; else from the database. */
async function lookUp(tx: Tx, deps: Deps, events: readonly EventIdentity[]): Promise<Look> {
  const identifiers = new Map(events.flatMap((event) => event.identifiers.map((each) => [each.key, each])));
  const remembered = new Map<string, string>();
  for (const key of identifiers.keys()) {
    const subject = deps.cache.get(key);
    if (subject !== undefined) remembered.set(key, subject);
  }
  if (remembered.size === identifiers.size) {
    const subjects = await readSubjects(tx, remembered.values());
    const state = stateOf(remembered, subjects, new Set());
    const changing = profilesThatMayChange(events, state);
    if (changing.size === 0 && [...remembered.values()].every((id) => subjects.has(id))) {
      return { state, subjects, blocked: new Set(), erased: new Set(), learned: [] };
    }
    for (const [key, subjectId] of remembered) if (!subjects.has(subjectId)) deps.cache.delete(key);
  }
  return lookUpStored(tx, deps, [...identifiers.values()]);
}

async function lookUpStored(tx: Tx, deps: Deps, identifiers: readonly HashedIdentifier[]): Promise<Look> {
  const rows = await store.findIdentifiers(tx.db, identifiers);
  const subjectOf = new Map(rows.flatMap((row) => (row.subjectId === null ? [] : [[row.key, row.subjectId] as const])));
  const marked = (effect: string): Set<string> =>
    new Set(rows.filter((row) => row.effect === effect).map((row) => row.key));
  const shared = marked('shared');
  const blocked = marked('blocked');
  const erased = await findErased(
    tx,
    deps.vault,
    identifiers.filter(({ key }) => !subjectOf.has(key)),
  );
  const subjects = await readSubjects(tx, subjectOf.values());
  const learned = [...subjectOf].flatMap(([key, subjectId]) =>
    shared.has(key) || blocked.has(key) ? [] : [{ key, subjectId }],
  );
  return { state: stateOf(subjectOf, subjects, shared), subjects, blocked, erased, learned };
}

/** Identifiers of people who were erased: late events must not bring them back. */
async function findErased(tx: Tx, vault: Vault, unknown: readonly HashedIdentifier[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const kind of ['phone', 'wechat_openid', 'wechat_unionid'] as const) {
    const keys = unknown.filter((each) => each.kind === kind && isVaultKind(each.kind)).map(({ key }) => key);
    if (keys.length === 0) continue;
    const tombstones = await vault.tombstones(tx.db, kind, keys.map(hashOf));
    for (const key of keys) if (tombstones.has(hashOf(key))) found.add(key);
  }
  return found;
}

async function readSubjects(tx: Tx, ids: Iterable<string>): Promise<Map<string, store.SubjectRow>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  return new Map((await store.findSubjects(tx.db, distinct)).map((row) => [row.subjectId, row]));
}

function stateOf(
  subjectOf: ReadonlyMap<string, string>,
  subjects: ReadonlyMap<string, store.SubjectRow>,
  shared: ReadonlySet<string>,
): KnownState {
  return {
    subjectOf,
    profileOf: new Map([...subjects.values()].map((row) => [row.subjectId, row.profileId])),
    counts: new Map(),
    subjects: new Map(),
    apart: new Map(),
    shared,
  };
}

/** Profiles whose place an event may change are locked with the others: one order of locks for all. */
function profilesToPlace(events: readonly IdentifiedEvent[], look: Look): string[] {
  return events.flatMap(({ home, identifiers }) => {
    if (home === undefined) return [];
    return identifiers.flatMap(({ key }) => {
      const subject = look.subjects.get(look.state.subjectOf.get(key) ?? '');
      const stays = subject === undefined || subject.communityId === home.communityId;
      return stays || (subject.communityId !== null && !home.firm) ? [] : [subject.profileId];
    });
  });
}

function usableEvents(events: readonly IdentifiedEvent[], look: Look): IdentifiedEvent[] {
  if (look.blocked.size === 0 && look.erased.size === 0) return [...events];
  return events.flatMap((event) => {
    const identifiers = event.identifiers.filter(({ key }) => !look.blocked.has(key) && !look.erased.has(key));
    return identifiers.length === 0 ? [] : [{ ...event, identifiers }];
  });
}

function hasErased(event: EventIdentity, erased: ReadonlySet<string>): boolean {
  return event.identifiers.some(({ key }) => erased.has(key));
}

interface LoadedState extends KnownState {
  /** Subjects of the loaded profiles that have a place. */
  readonly placed: ReadonlySet<string>;
}

/** Locks what may change and reads it again: what we saw before the lock may be history. */
async function lockAndLoad(tx: Tx, changing: readonly string[], state: KnownState): Promise<LoadedState> {
  const live = await store.lockProfiles(tx.db, changing.toSorted());
  if (live.length !== changing.length) throw new IdentityRaced();
  const rows = await store.subjectsOfProfiles(tx.db, changing);
  const loaded = new Map(rows.map((row) => [row.subjectId, row.profileId]));
  const locked = new Set(changing);
  for (const [subjectId, profileId] of state.profileOf) {
    const now = loaded.get(subjectId);
    if (locked.has(profileId) ? now !== profileId : now !== undefined) throw new IdentityRaced();
  }
  const counts = new Map<string, Partial<Record<IdentifierKind, number>>>();
  for (const row of rows) {
    const sum = counts.get(row.profileId) ?? {};
    for (const [kind, found] of Object.entries(row.counts ?? {}) as [IdentifierKind, number][]) {
      sum[kind] = (sum[kind] ?? 0) + found;
    }
    counts.set(row.profileId, sum);
  }
  const grouped = Map.groupBy(rows, (row) => row.profileId);
  return {
    ...state,
    profileOf: new Map([...state.profileOf, ...loaded]),
    counts,
    subjects: new Map([...grouped].map(([profileId, each]) => [profileId, each.map((row) => row.subjectId)])),
    apart: new Map(rows.flatMap((row) => (row.apart === null ? [] : [[row.subjectId, new Set(row.apart)] as const]))),
    placed: new Set(rows.filter((row) => row.isPlaced).map((row) => row.subjectId)),
  };
}

async function save(tx: Tx, resolution: Resolution, sourceId: string): Promise<void> {
  const { newIdentifiers, newSubjects, merges } = resolution;
  if (newIdentifiers.length > 0) {
    const claimed = await store.insertIdentifiers(tx.db, newIdentifiers, sourceId, tx.now);
    if (claimed < newIdentifiers.length) throw new IdentityRaced();
  }
  const absorbedInto = absorptionsOf(merges);
  if (newSubjects.length > 0) {
    const rows = newSubjects.map((each) => ({ ...each, absorbedInto: absorbedInto.get(each.subjectId) ?? null }));
    await store.insertSubjects(tx.db, rows, tx.now);
  }
  if (merges.length === 0) return;
  await saveMerges(tx, resolution, absorbedInto, sourceId);
}

async function saveMerges(
  tx: Tx,
  { newSubjects, merges }: Resolution,
  absorbedInto: ReadonlyMap<string, string>,
  sourceId: string,
): Promise<void> {
  const isNew = new Set(newSubjects.map((each) => each.subjectId));
  const marks = [...absorbedInto].filter(([profileId]) => !isNew.has(profileId));
  if (marks.length > 0) {
    await store.markAbsorbed(
      tx.db,
      marks.map(([profileId, into]) => ({ profileId, absorbedInto: into })),
    );
  }
  const moved = new Map(
    merges.flatMap((merge) =>
      merge.absorbedSubjectIds.map((id) => [id, finalProfileOf(merge.profileId, absorbedInto)]),
    ),
  );
  const moves = [...moved].filter(([id]) => !isNew.has(id)).map(([subjectId, profileId]) => ({ subjectId, profileId }));
  if (moves.length > 0) await store.moveSubjects(tx.db, moves);
  const rows = merges.map((merge) => ({ ...merge, mergeId: tx.newId<'Merge'>() }));
  await insertMerges(tx.db, rows, sourceId, tx.now);
  await tx.announce(
    rows.map(({ mergeId, profileId, absorbedProfileId }) =>
      ProfilesMerged(profileId, {
        mergeId,
        profileId: profileId as Parameters<typeof ProfilesMerged>[1]['profileId'],
        absorbedProfileId: absorbedProfileId as Parameters<typeof ProfilesMerged>[1]['profileId'],
      }),
    ),
  );
}

function replacedBy({ merges }: Resolution, { placed }: Partial<LoadedState>): string[] {
  const moved = merges.filter((merge) => merge.absorbedSubjectIds.some((id) => placed?.has(id) === true));
  if (moved.length === 0) return [];
  const absorbedInto = absorptionsOf(merges);
  return [
    ...new Set(moved.flatMap((merge) => [merge.absorbedProfileId, finalProfileOf(merge.profileId, absorbedInto)])),
  ];
}

function profilesAfter(
  subjects: ReadonlyMap<string, store.SubjectRow>,
  state: KnownState,
  { newSubjects, merges }: Resolution,
): Map<string, string> {
  const after = new Map([...subjects.values()].map((row) => [row.subjectId, row.profileId]));
  for (const [subjectId, profileId] of state.profileOf) after.set(subjectId, profileId);
  for (const { subjectId, profileId } of newSubjects) after.set(subjectId, profileId);
  const absorbedInto = absorptionsOf(merges);
  for (const [subjectId, profileId] of after) after.set(subjectId, finalProfileOf(profileId, absorbedInto));
  return after;
}
