import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { seededUuid } from '#kernel/ids';
import type { ContractId } from './contract.ts';
import {
  canonicalJson,
  chain,
  EMPTY_CHAIN,
  endOf,
  EVIDENCE_KINDS,
  firstBroken,
  type Evidence,
  type EvidenceDraft,
  type EvidenceKind,
} from './evidence.ts';

const contractId = seededUuid(1_780_000_000_000, seededRandom('contract')) as ContractId;
const drafts = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(EVIDENCE_KINDS) as EvidenceKind[])),
    facts: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.oneof(fc.string(), fc.integer())),
    device: fc.string(),
    at: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  }),
  { minLength: 1, maxLength: 12 },
) as fc.Arbitrary<EvidenceDraft[]>;

const TAMPERINGS: readonly ((entry: Evidence) => Evidence)[] = [
  (entry) => ({ ...entry, device: `${entry.device}x` }),
  (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
  (entry) => ({ ...entry, facts: { ...entry.facts, added: 1 } }),
  (entry) => ({ ...entry, kind: entry.kind === 'signed' ? 'drawn' : 'signed' }),
  (entry) => ({ ...entry, hash: 'f'.repeat(64) }),
  (entry) => ({ ...entry, prevHash: 'f'.repeat(64) }),
];

describe('chain of evidence', () => {
  it('holds when it was linked step by step, and in whatever order facts come back', () => {
    fc.assert(
      fc.property(drafts, (all) => {
        const first = chain(contractId, EMPTY_CHAIN, all.slice(0, 1));
        const rest = chain(contractId, endOf(first, EMPTY_CHAIN), all.slice(1));
        const entries = [...first, ...rest];
        const end = endOf(entries, EMPTY_CHAIN);
        const reordered = entries.map((entry) => ({
          ...entry,
          facts: Object.fromEntries(Object.entries(entry.facts).toReversed()),
        }));
        expect(firstBroken(contractId, reordered, end)).toBeNull();
        expect(end.count).toBe(all.length);
      }),
    );
  });

  it('breaks where an entry was changed, left out, added or moved, and at a cut end', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), fc.constantFrom(...TAMPERINGS), (all, pick, tamper) => {
        const entries = chain(contractId, EMPTY_CHAIN, all);
        const end = endOf(entries, EMPTY_CHAIN);
        const at = pick % entries.length;
        const changed = entries.map((entry, index) => (index === at ? tamper(entry) : entry));
        expect(firstBroken(contractId, changed, end)).toBe(at + 1);
        expect(firstBroken(contractId, entries.toSpliced(at, 1), end)).toBe(at + 1);
        expect(firstBroken(contractId, entries.slice(0, at), end)).toBe(at + 1);
        const other = 'f0000000-0000-7000-8000-000000000000' as ContractId;
        expect(firstBroken(other, entries, end)).toBe(1);
        expect(firstBroken(contractId, chain(contractId, EMPTY_CHAIN, all.slice(0, 1)), EMPTY_CHAIN)).toBe(1);
      }),
    );
  });

  it('writes equal content as equal bytes', () => {
    expect(canonicalJson({ b: [1, '零', null], a: { d: true, c: 'x"y' } })).toBe(
      '{"a":{"c":"x\\"y","d":true},"b":[1,"零",null]}',
    );
  });
});
