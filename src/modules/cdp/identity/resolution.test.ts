import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockedBecause,
  DEFAULT_RULES,
  IDENTIFIER_KINDS,
  type HashedIdentifier,
  type IdentifierKind,
} from './identifier.ts';
import { split } from './split.ts';
import {
  absorptionsOf,
  finalProfileOf,
  profilesThatMayChange,
  resolve,
  type EventIdentity,
  type KnownState,
  type Resolution,
} from './resolution.ts';

/** The state after a resolution, as the store would read it back. */
interface People {
  subjectOf: Map<string, string>;
  kindOf: Map<string, IdentifierKind>;
  profileOf: Map<string, string>;
  apart: Map<string, Set<string>>;
  shared: Set<string>;
  dropped: number;
  nextId: number;
  merges: Resolution['merges'][number][];
  standing: Resolution['merges'][number][];
}

const nobody = (): People => ({
  subjectOf: new Map(),
  kindOf: new Map(),
  profileOf: new Map(),
  apart: new Map(),
  shared: new Set(),
  dropped: 0,
  nextId: 0,
  merges: [],
  standing: [],
});

function stateOf(people: People): KnownState {
  const counts = new Map<string, Partial<Record<IdentifierKind, number>>>();
  for (const [key, subject] of people.subjectOf) {
    const profile = people.profileOf.get(subject)!;
    const sum = counts.get(profile) ?? {};
    const kind = people.kindOf.get(key)!;
    sum[kind] = (sum[kind] ?? 0) + 1;
    counts.set(profile, sum);
  }
  const subjects = Map.groupBy(people.profileOf.keys(), (subject) => people.profileOf.get(subject)!);
  return { ...people, counts, subjects };
}

/** What the verb loads before it resolves: of profiles that no event may change, not even the subjects. */
function loadedFor(events: readonly EventIdentity[], state: KnownState): KnownState {
  const changing = profilesThatMayChange(events, state);
  const ofChanging = <T>(map: ReadonlyMap<string, T>, profileOf: (key: string) => string): Map<string, T> =>
    new Map([...map].filter(([key]) => changing.has(profileOf(key))));
  return {
    ...state,
    counts: ofChanging(state.counts, (profile) => profile),
    subjects: ofChanging(state.subjects, (profile) => profile),
    apart: ofChanging(state.apart, (subject) => state.profileOf.get(subject)!),
  };
}

function take(people: People, events: readonly EventIdentity[], rules = DEFAULT_RULES): Resolution {
  const made = resolve(
    events,
    loadedFor(events, stateOf(people)),
    () => `s${String(++people.nextId).padStart(6, '0')}`,
    rules,
  );
  for (const { key, kind, subjectId } of made.newIdentifiers) {
    people.subjectOf.set(key, subjectId);
    people.kindOf.set(key, kind);
  }
  for (const { subjectId, profileId } of made.newSubjects) people.profileOf.set(subjectId, profileId);
  for (const merge of made.merges) {
    for (const [subject, profile] of people.profileOf) {
      if (profile === merge.absorbedProfileId) people.profileOf.set(subject, merge.profileId);
    }
  }
  people.merges.push(...made.merges);
  people.standing.push(...made.merges);
  people.dropped += made.dropped.length;
  return made;
}

/** What the undo verb does, on this state. */
function undo(people: People, merge: Resolution['merges'][number]): void {
  const holder = people.profileOf.get(merge.keptSubjectId)!;
  people.standing = people.standing.filter((each) => each !== merge);
  const subjects = stateOf(people).subjects.get(holder)!;
  const { leaving, restoredProfileId } = split(holder, subjects, people.standing, merge);
  for (const subject of leaving) people.profileOf.set(subject, restoredProfileId);
  const add = (a: string, b: string): unknown => people.apart.set(a, (people.apart.get(a) ?? new Set()).add(b));
  add(merge.keptSubjectId, merge.joinedSubjectId);
  add(merge.joinedSubjectId, merge.keptSubjectId);
}

/** Which identifiers are one person, in a form that compares. */
function partition(people: People): string[] {
  const groups = Map.groupBy(people.subjectOf.keys(), (key) => people.profileOf.get(people.subjectOf.get(key)!)!);
  return [...groups.values()].map((keys) => keys.toSorted().join(' ')).toSorted();
}

const id = (kind: IdentifierKind, value: string | number): HashedIdentifier => ({ kind, key: `${kind}:${value}` });
let eventNo = 0;
const event = (...identifiers: HashedIdentifier[]): EventIdentity => ({ eventId: `e${++eventNo}`, identifiers });

const identifier = fc
  .tuple(fc.constantFrom(...IDENTIFIER_KINDS), fc.integer({ min: 0, max: 5 }))
  .map(([kind, value]) => id(kind, value));
const someEvents = fc.array(
  fc.array(identifier, { minLength: 1, maxLength: 4 }).map((ids) => event(...ids)),
  {
    minLength: 1,
    maxLength: 25,
  },
);
const loose = Object.fromEntries(
  IDENTIFIER_KINDS.map((kind) => [kind, { ...DEFAULT_RULES[kind], limit: 1_000 }]),
) as typeof DEFAULT_RULES;

describe('who is one person', () => {
  test('does not depend on the order of events where nothing had to be dropped', () => {
    fc.assert(
      fc.property(
        someEvents.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          const first = nobody();
          const second = nobody();
          for (const each of events) take(first, [each], loose);
          take(second, shuffled, loose);
          if (first.dropped > 0) return;
          expect(partition(second)).toEqual(partition(first));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('does not depend on how events are cut into batches', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 1, max: 7 }), (events, size) => {
        const single = nobody();
        const batched = nobody();
        for (const each of events) take(single, [each]);
        for (let at = 0; at < events.length; at += size) take(batched, events.slice(at, at + size));
        expect(partition(batched)).toEqual(partition(single));
      }),
      { numRuns: 300 },
    );
  });

  test('never has more identifiers of a kind than the limit', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const people = nobody();
        take(people, events);
        for (const counts of stateOf(people).counts.values()) {
          for (const kind of IDENTIFIER_KINDS) expect(counts[kind] ?? 0).toBeLessThanOrEqual(DEFAULT_RULES[kind].limit);
        }
      }),
    );
  });

  test('is as before when every merge is undone, the last first, and stays so when the same events come again', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (before, after) => {
        const people = nobody();
        take(people, before);
        const profiles = new Map(people.profileOf);
        const from = people.merges.length;
        // Only what merges: events about identifiers that are known.
        const known = after.filter((each) => each.identifiers.every(({ key }) => people.subjectOf.has(key)));
        take(people, known);
        for (const merge of people.merges.slice(from).toReversed()) undo(people, merge);
        expect(people.profileOf).toEqual(profiles);
        const undone = people.merges.length;
        take(people, known);
        const pairs = new Set(
          people.merges.slice(from, undone).map((each) => `${each.keptSubjectId} ${each.joinedSubjectId}`),
        );
        for (const again of people.merges.slice(undone)) {
          expect(pairs.has(`${again.keptSubjectId} ${again.joinedSubjectId}`)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is split in two where any of the merges is undone, in whatever order', () => {
    fc.assert(
      fc.property(someEvents, fc.infiniteStream(fc.nat()), (events, choices) => {
        const people = nobody();
        take(people, events);
        const count = (): number => new Set(people.profileOf.values()).size;
        while (people.standing.length > 0) {
          const before = count();
          undo(people, people.standing[choices.next().value % people.standing.length]!);
          expect(count()).toBe(before + 1);
        }
        for (const [subject, profile] of people.profileOf) expect(profile).toBe(subject);
      }),
      { numRuns: 300 },
    );
  });

  test('is not held together by what was linked through the merge that is undone', () => {
    const people = nobody();
    take(people, [
      event(id('anonymous_id', 1)),
      event(id('anonymous_id', 2), id('device_id', 2)),
      event(id('user_id', 'u')),
    ]);
    take(people, [event(id('anonymous_id', 1), id('anonymous_id', 2))]);
    take(people, [event(id('user_id', 'u'), id('anonymous_id', 1))]);
    expect(partition(people)).toHaveLength(1);
    undo(people, people.merges[0]!);
    expect(partition(people)).toEqual(['anonymous_id:1 user_id:u', 'anonymous_id:2 device_id:2']);
  });
});

describe('the merges of a batch', () => {
  test('are a forest, whatever was known before', () => {
    const history = fc.array(fc.tuple(someEvents, fc.option(fc.nat())), { maxLength: 4 });
    fc.assert(
      fc.property(history, someEvents, fc.constantFrom(DEFAULT_RULES, loose), (before, events, rules) => {
        const people = nobody();
        for (const [batch, choice] of before) {
          take(people, batch, rules);
          if (choice !== null && people.standing.length > 0) {
            undo(people, people.standing[choice % people.standing.length]!);
          }
        }
        const { merges, newSubjects } = take(people, events, rules);
        const gone = new Set<string>();
        for (const { profileId, absorbedProfileId } of merges) {
          expect(absorbedProfileId).not.toBe(profileId);
          expect(gone).not.toContain(profileId);
          expect(gone).not.toContain(absorbedProfileId);
          gone.add(absorbedProfileId);
        }
        const into = absorptionsOf(merges);
        for (const profile of gone) expect(gone).not.toContain(finalProfileOf(profile, into));
        for (const { subjectId, profileId } of newSubjects) expect(finalProfileOf(subjectId, into)).toBe(profileId);
      }),
      { numRuns: 500 },
    );
  });

  test('are none where a person made of several comes again', () => {
    const people = nobody();
    const events = [event(id('phone', 1)), event(id('user_id', 'u')), event(id('user_id', 'u'), id('phone', 1))];
    expect(take(people, events).merges).toHaveLength(1);
    expect(take(people, events)).toMatchObject({ merges: [], newSubjects: [], newIdentifiers: [], dropped: [] });
  });

  test('are refused, not followed for ever, where they go round', () => {
    const merge = (absorbedProfileId: string, profileId: string) => ({ absorbedProfileId, profileId });
    expect(() => absorptionsOf([merge('a', 'a')])).toThrow(RangeError);
    expect(() => absorptionsOf([merge('a', 'b'), merge('a', 'c')])).toThrow(RangeError);
    const round = absorptionsOf([merge('a', 'b'), merge('b', 'c'), merge('c', 'a')]);
    expect(() => finalProfileOf('a', round)).toThrow(RangeError);
    expect(() => finalProfileOf('outside', new Map([...round, ['outside', 'a']]))).toThrow(RangeError);
    expect(finalProfileOf('a', absorptionsOf([merge('b', 'c'), merge('a', 'b')]))).toBe('c');
  });

  test('are not made on a profile that was not loaded', () => {
    const state = {
      ...stateOf(nobody()),
      subjectOf: new Map([['phone:1', 's1']]),
      profileOf: new Map([['s1', 's1']]),
    };
    const joining = [event(id('user_id', 'u'), id('phone', 1))];
    expect(profilesThatMayChange(joining, state)).toEqual(new Set(['s1']));
    expect(() => resolve(joining, state, () => 's2')).toThrow(RangeError);
  });
});

describe('two people', () => {
  test('are not joined by a device, whichever signs in first', () => {
    const people = nobody();
    take(people, [event(id('user_id', 'a'), id('device_id', 'd')), event(id('user_id', 'b'), id('device_id', 'd'))]);
    expect(partition(people)).toEqual(['device_id:d user_id:a', 'user_id:b']);
  });

  test('are not joined over a limit: the weakest identifier is left where it was', () => {
    const people = nobody();
    take(people, [event(id('user_id', 'a'), id('phone', 1)), event(id('user_id', 'b'), id('phone', 2))]);
    const made = take(people, [event(id('user_id', 'a'), id('phone', 2))]);
    expect(made.dropped).toMatchObject([{ kind: 'phone', reason: 'limit' }]);
    expect(partition(people)).toEqual(['phone:1 user_id:a', 'phone:2 user_id:b']);
  });

  test('are not joined by a phone that many use, and what comes under it alone stays under it', () => {
    const people = nobody();
    people.shared.add('phone:shop');
    take(people, [
      event(id('user_id', 'a'), id('phone', 'shop')),
      event(id('user_id', 'b'), id('phone', 'shop')),
      event(id('phone', 'shop')),
    ]);
    expect(partition(people)).toEqual(['phone:shop', 'user_id:a', 'user_id:b']);
  });
});

describe('a merge', () => {
  test('keeps the better identified profile and says what joined it', () => {
    const people = nobody();
    take(people, [event(id('anonymous_id', 1)), event(id('user_id', 'u'))]);
    const { merges } = take(people, [event(id('anonymous_id', 1), id('user_id', 'u'))]);
    expect(merges).toMatchObject([
      {
        rule: 'visitor-identified',
        profileId: people.subjectOf.get('user_id:u'),
        absorbedProfileId: people.subjectOf.get('anonymous_id:1'),
        linkingKind: 'user_id',
        joinedKind: 'anonymous_id',
      },
    ]);
  });
});

describe('values that identify nobody', () => {
  test.each(['', ' ', 'null', 'Undefined', 'ANONYMOUS', 'guest', '0', '0000-0000', '-1', '游客', '[object Object]'])(
    '%j',
    (value) => {
      for (const kind of IDENTIFIER_KINDS) expect(blockedBecause({ kind, value })).toBeDefined();
    },
  );
  test.each(['+8613800138000', '+8613888888888', '+8611111111111'])('the test phone %s', (value) => {
    expect(blockedBecause({ kind: 'phone', value })).toBe('test-phone');
  });
  test('but a real phone does', () => {
    expect(blockedBecause({ kind: 'phone', value: '+8613922223333' })).toBeUndefined();
  });
});
