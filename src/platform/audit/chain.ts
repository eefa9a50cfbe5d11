import { createHash } from 'node:crypto';

/** An audit entry as it is kept, with its time in microseconds so that no edit hides below a millisecond. */
export interface StoredEntry {
  readonly entryId: string;
  /** `2026-01-31T08:00:00.000000Z` */
  readonly occurredAt: string;
  readonly actor: unknown;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly purpose: string | null;
  readonly details: unknown;
}

export interface Link {
  readonly seq: number;
  readonly hash: Buffer;
}

/** The link before the first. */
export const GENESIS: Link = { seq: 0, hash: Buffer.alloc(32) };

/** JSON with one spelling (RFC 8785): members sorted by UTF-16 code units, no white space, ECMAScript numbers. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** The link that puts an entry after `previous`: SHA-256 over place, previous hash and the entry. */
export function linkAfter(previous: Link, entry: StoredEntry): Link {
  const seq = previous.seq + 1;
  const hash = createHash('sha256')
    .update(`twinwheel/audit/1\n${seq}\n`)
    .update(previous.hash)
    .update(canonicalJson(entry))
    .digest();
  return { seq, hash };
}

export type ChainFault =
  | 'seal-missing' // a place in the chain is empty
  | 'entry-missing' // the entry of a seal, or of a pending id, is gone
  | 'entry-changed' // the entry, or its place, is not what was sealed
  | 'entry-unchained' // an entry is neither sealed nor waiting for the sealer
  | 'head-differs' // the chain ends elsewhere than it was last sealed
  | 'export-differs'; // the chain does not contain the exported head

export interface SealedRow extends Link {
  readonly previousHash: Buffer;
  /** The id in the seal. */
  readonly sealedId: string;
  readonly entry: StoredEntry | undefined;
}

/** What is wrong with the next row of the chain, if anything is. */
export function checkLink(previous: Link, row: SealedRow): ChainFault | undefined {
  if (row.seq !== previous.seq + 1) return 'seal-missing';
  if (row.entry === undefined) return 'entry-missing';
  const expected = linkAfter(previous, row.entry);
  const whole = row.previousHash.equals(previous.hash) && row.hash.equals(expected.hash);
  return whole && row.sealedId === row.entry.entryId ? undefined : 'entry-changed';
}
