import { createHash } from 'node:crypto';
import { type ContractId, NO_HASH } from './contract.ts';

export const EVIDENCE_KINDS = {
  document_made: '合同生成',
  opened: '打开合同',
  consent_shown: '展示签署说明',
  phone_verified: '验证手机',
  drawn: '手写签名',
  signed: '完成签署',
  declined: '拒绝签署',
  voided: '合同作废',
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

/** Ids, hashes, versions and figures: no personal data. */
export type EvidenceFacts = Readonly<Record<string, string | number>>;

/** What happened, before it has its place in the chain. */
export interface EvidenceDraft {
  readonly kind: EvidenceKind;
  readonly facts: EvidenceFacts;
  /** What the browser calls itself; empty for what the system did by itself. */
  readonly device: string;
  readonly at: Date;
}

export interface Evidence extends EvidenceDraft {
  /** From 1. */
  readonly seq: number;
  /** Hex hash of the entry before; zeros for the first. */
  readonly prevHash: string;
  readonly hash: string;
}

/** Where a chain ends: kept with the contract. */
export interface ChainEnd {
  readonly count: number;
  readonly head: string;
}
export const EMPTY_CHAIN: ChainEnd = { count: 0, head: NO_HASH };

/** Links what happened to the end of a chain. */
export function chain(contractId: ContractId, end: ChainEnd, drafts: readonly EvidenceDraft[]): Evidence[] {
  const linked: Evidence[] = [];
  for (const draft of drafts) {
    const seq = end.count + linked.length + 1;
    const prevHash = linked.at(-1)?.hash ?? end.head;
    linked.push({ ...draft, seq, prevHash, hash: hashOf(contractId, { ...draft, seq, prevHash }) });
  }
  return linked;
}

export const endOf = (entries: readonly Evidence[], before: ChainEnd): ChainEnd =>
  entries.reduce((_, { seq, hash }): ChainEnd => ({ count: seq, head: hash }), before);

/**
 * Recomputes a chain: the number of the first entry that does not follow from those before it, also where the end is
 * not the one that was kept; null when all of it holds.
 */
export function firstBroken(contractId: ContractId, entries: readonly Evidence[], end: ChainEnd): number | null {
  let prevHash = NO_HASH;
  for (const [at, entry] of entries.entries()) {
    const follows = entry.seq === at + 1 && entry.prevHash === prevHash && entry.hash === hashOf(contractId, entry);
    if (!follows) return at + 1;
    prevHash = entry.hash;
  }
  if (entries.length !== end.count) return Math.min(entries.length, end.count) + 1;
  return prevHash === end.head ? null : entries.length;
}

/** SHA-256(previous hash ‖ canonical JSON of the entry), hex. */
function hashOf(contractId: ContractId, entry: Omit<Evidence, 'hash'>): string {
  const { seq, kind, facts, device, at, prevHash } = entry;
  const content = canonicalJson({ contractId, seq, kind, facts, device, at: at.toISOString() });
  return createHash('sha256').update(Buffer.from(prevHash, 'hex')).update(content).digest('hex');
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** JSON with sorted names and no blanks (as RFC 8785 for texts and whole numbers), so that equal content has equal bytes. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Readonly<Record<string, Json>>).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(',')}}`;
}
