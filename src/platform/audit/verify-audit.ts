import { Refusal } from '#kernel/errors';
import type { Database } from '../context/context.ts';
import { findHead, findLoose, findSealed } from './audit-store.ts';
import { checkLink, GENESIS, type ChainFault, type Link } from './chain.ts';

/** The end of the chain as it is exported and kept elsewhere: what lies before it cannot be rewritten unseen. */
export interface AuditHead {
  readonly seq: number;
  /** 64 hex digits. */
  readonly hash: string;
  /** When the last sealed entry happened; absent while nothing is sealed. */
  readonly at: Date | undefined;
}

export interface BrokenAt {
  readonly fault: ChainFault;
  /** The place in the chain; absent for entries outside it. */
  readonly seq?: number;
  readonly entryId?: string;
}

export interface AuditVerdict {
  readonly ok: boolean;
  /** Links that were checked and are whole. */
  readonly sealed: number;
  /** Entries that wait for the sealer. */
  readonly unsealed: number;
  readonly head: AuditHead;
  readonly firstBroken?: BrokenAt;
}

const PAGE = 1_000;

class AuditHeadMissing extends Refusal {
  constructor() {
    super('audit-head-missing', 'unavailable');
  }
}

/** The end of the chain, to be exported. */
export async function auditHead(db: Database): Promise<AuditHead> {
  const head = await findHead(db);
  if (head === undefined) throw new AuditHeadMissing();
  return { seq: head.seq, hash: head.hash.toString('hex'), at: head.occurredAt };
}

/**
 * Reads the whole chain, a page at a time, and says where it first breaks: an entry edited, deleted, moved or slipped
 * in, a link missing, an end cut off. With an exported `head` it also finds a chain that was cut or computed anew up to
 * that head. Entries written while it runs do not disturb it.
 */
export async function verifyAudit(
  db: Database,
  options: { head?: Pick<AuditHead, 'seq' | 'hash'> } = {},
): Promise<AuditVerdict> {
  const head = await auditHead(db);
  const walk = await walkChain(db, head.seq, options.head);
  const loose = await findLoose(db);
  const firstBroken = walk.broken ?? endFault(walk.last, head, options.head) ?? looseFault(loose);
  const verdict = { ok: firstBroken === undefined, sealed: walk.last.seq, unsealed: loose.pending, head };
  return firstBroken === undefined ? verdict : { ...verdict, firstBroken };
}

type ExportedHead = Pick<AuditHead, 'seq' | 'hash'>;

async function walkChain(
  db: Database,
  untilSeq: number,
  exported: ExportedHead | undefined,
): Promise<{ last: Link; broken?: BrokenAt }> {
  let last: Link = GENESIS;
  while (last.seq < untilSeq) {
    const rows = await findSealed(db, last.seq, Math.min(PAGE, untilSeq - last.seq));
    if (rows.length === 0) break;
    for (const row of rows) {
      const fault = checkLink(last, row);
      // A gap shows at the next row; the place that is empty is the one before it.
      if (fault !== undefined) return { last, broken: { fault, seq: last.seq + 1, entryId: row.sealedId } };
      last = { seq: row.seq, hash: row.hash };
      if (exported !== undefined && exported.seq === last.seq && exported.hash !== last.hash.toString('hex')) {
        return { last, broken: { fault: 'export-differs', seq: last.seq, entryId: row.sealedId } };
      }
    }
  }
  return { last };
}

function endFault(last: Link, head: AuditHead, exported: ExportedHead | undefined): BrokenAt | undefined {
  if (exported !== undefined && exported.seq > last.seq) return { fault: 'export-differs', seq: last.seq + 1 };
  const ends = last.seq === head.seq && last.hash.toString('hex') === head.hash;
  return ends ? undefined : { fault: 'head-differs', seq: last.seq + 1 };
}

function looseFault(loose: { unchained: string | undefined; lost: string | undefined }): BrokenAt | undefined {
  if (loose.lost !== undefined) return { fault: 'entry-missing', entryId: loose.lost };
  return loose.unchained === undefined ? undefined : { fault: 'entry-unchained', entryId: loose.unchained };
}
