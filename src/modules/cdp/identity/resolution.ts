import {
  DEFAULT_RULES,
  IDENTIFIER_KINDS,
  strengthOf,
  type HashedIdentifier,
  type IdentifierKind,
  type IdentifierRules,
} from './identifier.ts';

/** How a merge came about; each has its sentence in the catalogue as `merge-<rule>`. */
export type MergeRule = 'same-person' | 'visitor-identified' | 'same-visitor';

/** Why an identifier of an event was not linked. The event itself stays with the stronger identifier. */
export type DropReason = 'limit' | 'device-between-people' | 'kept-apart' | 'shared';

export interface KnownIdentifier {
  readonly subjectId: string;
}

/** What is known before a batch. `subjects` of profiles that may change must be complete. */
export interface KnownState {
  /** identifier key → subject */
  readonly subjectOf: ReadonlyMap<string, string>;
  /** subject → profile */
  readonly profileOf: ReadonlyMap<string, string>;
  /** profile → how many identifiers of each kind */
  readonly counts: ReadonlyMap<string, Partial<Record<IdentifierKind, number>>>;
  /** profile → all its subjects */
  readonly subjects: ReadonlyMap<string, readonly string[]>;
  /** subject → subjects that a person has told apart from it */
  readonly apart: ReadonlyMap<string, ReadonlySet<string>>;
  /** keys of identifiers that several people use (a shop's phone): they never link */
  readonly shared: ReadonlySet<string>;
}

export interface EventIdentity {
  readonly eventId: string;
  /** Without blocked values; at least one. */
  readonly identifiers: readonly HashedIdentifier[];
}

export interface Merge {
  readonly eventId: string;
  readonly rule: MergeRule;
  readonly profileId: string;
  readonly absorbedProfileId: string;
  /** The subjects that come with the absorbed profile: exactly these leave again when the merge is undone. */
  readonly absorbedSubjectIds: readonly string[];
  /** The two subjects that the event joined, for the memory that keeps them apart after an undo. */
  readonly keptSubjectId: string;
  readonly joinedSubjectId: string;
  readonly linkingKind: IdentifierKind;
  readonly joinedKind: IdentifierKind;
}

export interface Resolution {
  /** In the order of the events. */
  readonly subjectOfEvent: readonly string[];
  /** New subjects with the profile they end in; a subject whose id is its profile's began that profile. */
  readonly newSubjects: readonly { readonly subjectId: string; readonly profileId: string }[];
  readonly newIdentifiers: readonly (HashedIdentifier & { readonly subjectId: string })[];
  readonly merges: readonly Merge[];
  readonly dropped: readonly { readonly eventId: string; readonly kind: IdentifierKind; readonly reason: DropReason }[];
}

interface Group {
  profileId: string;
  /** All of it is known; else it is a profile that no event may change, of which only its id counts. */
  isWhole: boolean;
  counts: Partial<Record<IdentifierKind, number>>;
  subjects: string[];
}

/**
 * Profiles that events may change, by a new identifier or a merge. An event whose identifiers are all known and of one
 * profile changes nothing; so most batches touch no profile at all and take no lock.
 */
export function profilesThatMayChange(events: readonly EventIdentity[], known: KnownState): Set<string> {
  const found = new Set<string>();
  for (const { identifiers } of events) {
    const profiles = new Set<string>();
    let unknown = false;
    for (const { key } of identifiers) {
      const subject = known.subjectOf.get(key);
      const profile = subject === undefined ? undefined : known.profileOf.get(subject);
      if (profile === undefined) unknown = true;
      else profiles.add(profile);
    }
    if (unknown || profiles.size > 1) for (const profile of profiles) found.add(profile);
  }
  return found;
}

/**
 * Deterministic identity resolution: the events in order, the identifiers of each from the strongest to the weakest. The
 * strongest one says whose event it is; each further one joins that person unless a rule forbids it, and is then left
 * where it was. Where no rule forbids anything, any order of the same events gives the same people.
 */
export function resolve(
  events: readonly EventIdentity[],
  known: KnownState,
  newId: () => string,
  rules: IdentifierRules = DEFAULT_RULES,
): Resolution {
  const work = new Work(known, rules, newId);
  const subjectOfEvent = events.map((event) => work.take(event));
  return {
    subjectOfEvent,
    newSubjects: work.newSubjects.map((subjectId) => ({ subjectId, profileId: work.groupOf(subjectId).profileId })),
    newIdentifiers: work.newIdentifiers,
    merges: work.merges,
    dropped: work.dropped,
  };
}

/**
 * Absorbed profile → the one that absorbed it.
 * @throws RangeError where a profile is absorbed twice, or into itself: no resolution makes such merges.
 */
export function absorptionsOf(
  merges: readonly Pick<Merge, 'profileId' | 'absorbedProfileId'>[],
): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  for (const { profileId, absorbedProfileId } of merges) {
    if (profileId === absorbedProfileId) throw new RangeError(`profile ${profileId} absorbed into itself`);
    if (into.has(absorbedProfileId)) throw new RangeError(`profile ${absorbedProfileId} absorbed twice`);
    into.set(absorbedProfileId, profileId);
  }
  return into;
}

/**
 * Where a profile ends: within one batch a profile that absorbed may be absorbed itself.
 * @throws RangeError where the absorptions go round, rather than follow them for ever.
 */
export function finalProfileOf(profileId: string, absorptions: ReadonlyMap<string, string>): string {
  let at = profileId;
  for (let steps = 0; steps <= absorptions.size; steps += 1) {
    const next = absorptions.get(at);
    if (next === undefined) return at;
    at = next;
  }
  throw new RangeError(`the absorptions of profile ${profileId} go round`);
}

class Work {
  readonly newSubjects: string[] = [];
  readonly newIdentifiers: (HashedIdentifier & { subjectId: string })[] = [];
  readonly merges: Merge[] = [];
  readonly dropped: { eventId: string; kind: IdentifierKind; reason: DropReason }[] = [];
  readonly #known: KnownState;
  readonly #rules: IdentifierRules;
  readonly #newId: () => string;
  readonly #subjectOf = new Map<string, string>();
  /** By subject. */
  readonly #groups = new Map<string, Group>();
  /** By profile, absorbed ones too: two subjects of one profile are one group, loaded with its subjects or not. */
  readonly #begun = new Map<string, Group>();

  constructor(known: KnownState, rules: IdentifierRules, newId: () => string) {
    this.#known = known;
    this.#rules = rules;
    this.#newId = newId;
  }

  take({ eventId, identifiers }: EventIdentity): string {
    const [first, ...others] = this.#linking(eventId, identifiers);
    if (first === undefined) throw new RangeError(`event ${eventId} identifies nobody`);
    const subject = this.#subjectFor(first);
    for (const other of others) this.#join(eventId, first, subject, other);
    return subject;
  }

  groupOf(subjectId: string): Group {
    const made = this.#groups.get(subjectId);
    if (made !== undefined) return made;
    const profileId = this.#known.profileOf.get(subjectId);
    if (profileId === undefined) throw new RangeError(`subject ${subjectId} has no profile`);
    const group = this.#begun.get(profileId) ?? this.#begin(profileId);
    this.#groups.set(subjectId, group);
    return group;
  }

  #begin(profileId: string): Group {
    const subjects = this.#known.subjects.get(profileId);
    const counts = { ...this.#known.counts.get(profileId) };
    const group: Group = { profileId, isWhole: subjects !== undefined, counts, subjects: [...(subjects ?? [])] };
    this.#begun.set(profileId, group);
    for (const each of group.subjects) this.#groups.set(each, group);
    return group;
  }

  /** @throws RangeError where the caller did not load what it has to: limits and merges would be decided on half of it. */
  #changing(subjectId: string): Group {
    const group = this.groupOf(subjectId);
    if (!group.isWhole) throw new RangeError(`profile ${group.profileId} is changed but was not loaded`);
    return group;
  }

  /** From the strongest to the weakest, each once; a shared one only where nothing else is there. */
  #linking(eventId: string, identifiers: readonly HashedIdentifier[]): HashedIdentifier[] {
    const distinct = [...new Map(identifiers.map((each) => [each.key, each])).values()].toSorted(
      (a, b) => strengthOf(a.kind) - strengthOf(b.kind) || (a.key < b.key ? -1 : 1),
    );
    const own = distinct.filter(({ key }) => !this.#known.shared.has(key));
    if (own.length === 0) return distinct.slice(0, 1);
    for (const { kind, key } of distinct) {
      if (this.#known.shared.has(key)) this.dropped.push({ eventId, kind, reason: 'shared' });
    }
    return own;
  }

  #lookUp(key: string): string | undefined {
    return this.#subjectOf.get(key) ?? this.#known.subjectOf.get(key);
  }

  #subjectFor(identifier: HashedIdentifier): string {
    const found = this.#lookUp(identifier.key);
    if (found !== undefined) return found;
    const subjectId = this.#newId();
    this.#groups.set(subjectId, { profileId: subjectId, isWhole: true, counts: {}, subjects: [subjectId] });
    this.newSubjects.push(subjectId);
    this.#attach(subjectId, identifier);
    return subjectId;
  }

  #attach(subjectId: string, identifier: HashedIdentifier): void {
    const { counts } = this.#changing(subjectId);
    counts[identifier.kind] = (counts[identifier.kind] ?? 0) + 1;
    this.#subjectOf.set(identifier.key, subjectId);
    this.newIdentifiers.push({ kind: identifier.kind, key: identifier.key, subjectId });
  }

  #join(eventId: string, first: HashedIdentifier, subject: string, other: HashedIdentifier): void {
    const { kind } = other;
    const mine = this.groupOf(subject);
    const otherSubject = this.#lookUp(other.key);
    if (otherSubject === undefined) {
      if ((mine.counts[kind] ?? 0) >= this.#rules[kind].limit) this.dropped.push({ eventId, kind, reason: 'limit' });
      else this.#attach(subject, other);
      return;
    }
    if (this.groupOf(otherSubject) === mine) return;
    const theirs = this.#changing(otherSubject);
    const reason = this.#forbids(first, mine, other, theirs);
    if (reason !== undefined) {
      this.dropped.push({ eventId, kind, reason });
      return;
    }
    this.#merge({ eventId, first, subject, other, otherSubject });
  }

  #forbids(first: HashedIdentifier, mine: Group, other: HashedIdentifier, theirs: Group): DropReason | undefined {
    const byDevice = !this.#rules[other.kind].namesPerson || !this.#rules[first.kind].namesPerson;
    if (byDevice && this.#isNamed(mine) && this.#isNamed(theirs)) return 'device-between-people';
    for (const kind of IDENTIFIER_KINDS) {
      if ((mine.counts[kind] ?? 0) + (theirs.counts[kind] ?? 0) > this.#rules[kind].limit) return 'limit';
    }
    const others = new Set(theirs.subjects);
    const toldApart = mine.subjects.some((each) => {
      const apart = this.#known.apart.get(each);
      return apart !== undefined && [...apart].some((one) => others.has(one));
    });
    return toldApart ? 'kept-apart' : undefined;
  }

  #isNamed(group: Group): boolean {
    return IDENTIFIER_KINDS.some((kind) => this.#rules[kind].namesPerson && (group.counts[kind] ?? 0) > 0);
  }

  #merge(link: {
    eventId: string;
    first: HashedIdentifier;
    subject: string;
    other: HashedIdentifier;
    otherSubject: string;
  }): void {
    const mine = this.#changing(link.subject);
    const theirs = this.#changing(link.otherSubject);
    const keepMine = this.#outranks(mine, theirs);
    const [kept, absorbed] = keepMine ? [mine, theirs] : [theirs, mine];
    const named = [mine, theirs].filter((group) => this.#isNamed(group)).length;
    this.merges.push({
      eventId: link.eventId,
      rule: named === 2 ? 'same-person' : named === 1 ? 'visitor-identified' : 'same-visitor',
      profileId: kept.profileId,
      absorbedProfileId: absorbed.profileId,
      absorbedSubjectIds: [...absorbed.subjects],
      keptSubjectId: keepMine ? link.subject : link.otherSubject,
      joinedSubjectId: keepMine ? link.otherSubject : link.subject,
      linkingKind: link.first.kind,
      joinedKind: link.other.kind,
    });
    for (const kind of IDENTIFIER_KINDS) {
      const sum = (kept.counts[kind] ?? 0) + (absorbed.counts[kind] ?? 0);
      if (sum > 0) kept.counts[kind] = sum;
    }
    this.#begun.set(absorbed.profileId, kept);
    for (const each of absorbed.subjects) this.#groups.set(each, kept);
    kept.subjects.push(...absorbed.subjects);
  }

  /** Which of two profiles keeps its id: the better identified one, then the older one. Does not depend on the order. */
  #outranks(a: Group, b: Group): boolean {
    const strongest = (group: Group): number => {
      const at = IDENTIFIER_KINDS.findIndex((kind) => (group.counts[kind] ?? 0) > 0);
      return at < 0 ? IDENTIFIER_KINDS.length : at;
    };
    return strongest(a) - strongest(b) < 0 || (strongest(a) === strongest(b) && a.profileId < b.profileId);
  }
}
