import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, checkLink, GENESIS, linkAfter, type SealedRow, type StoredEntry } from './chain.ts';

function chainOf(subjects: readonly string[]): SealedRow[] {
  let previous = GENESIS;
  return subjects.map((subjectId, at) => {
    const entry: StoredEntry = {
      entryId: `id-${at}`,
      occurredAt: '2026-03-01T02:00:00.000000Z',
      actor: { kind: 'system', name: 'test' },
      action: 'approve-play',
      subjectKind: 'play',
      subjectId,
      purpose: null,
      details: null,
    };
    const link = linkAfter(previous, entry);
    const row = { ...link, previousHash: previous.hash, sealedId: entry.entryId, entry };
    previous = link;
    return row;
  });
}

/** The place of the first link that does not hold. */
function firstFault(rows: readonly SealedRow[]): number | undefined {
  let previous = GENESIS;
  for (const [at, row] of rows.entries()) {
    if (checkLink(previous, row) !== undefined) return at;
    previous = row;
  }
  return undefined;
}

test('canonical JSON does not depend on the order of members, and keeps the value', () => {
  const shuffle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffle);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, member]) => [name, shuffle(member)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffle(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: [1, { d: 1e21, c: 'é' }], a: null, gone: undefined })).toBe(
    '{"a":null,"b":[1,{"c":"é","d":1e+21}]}',
  );
});

test('a whole chain holds; an edit, a removal or a swap is found where it begins', () => {
  const subjects = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(subjects, fc.nat(), fc.nat(), (ids, one, other) => {
      const rows = chainOf(ids);
      expect(firstFault(rows)).toBeUndefined();
      const at = one % rows.length;
      const row = rows[at] as SealedRow & { entry: StoredEntry };
      const edited = rows.with(at, { ...row, entry: { ...row.entry, subjectId: `${row.entry.subjectId}!` } });
      expect(firstFault(edited)).toBe(at);
      const removed = rows.toSpliced(at, 1);
      expect(firstFault(removed)).toBe(at === rows.length - 1 ? undefined : at);
      const to = (at + 1 + (other % (rows.length - 1))) % rows.length;
      const swapped = rows.with(at, { ...row, entry: rows[to]?.entry }).with(to, {
        ...(rows[to] as SealedRow),
        entry: row.entry,
      });
      expect(firstFault(swapped)).toBe(Math.min(at, to));
    }),
  );
});
