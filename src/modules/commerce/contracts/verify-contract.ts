import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { FileBroken, type FileId } from '#platform/files';
import { EVERYTHING } from '#platform/permission';
import type { ContractVerification } from './contract-contract.ts';
import type { Contract } from './contract.ts';
import { evidenceOf } from './evidence-store.ts';
import { firstBroken, type Evidence } from './evidence.ts';
import { signPortNamed } from './sign-port.ts';

/**
 * The stored bytes, if they still have the hash that the contract names; undefined when they are gone or were changed.
 * For callers that have looked at the contract in their scope: a customer sees no files of an area by themself.
 */
export async function exactBytes(
  ctx: Pick<Context, 'db' | 'services'>,
  fileId: FileId,
  sha256: string,
): Promise<Buffer | undefined> {
  try {
    const { bytes } = await ctx.services.files.open({ db: ctx.db, scope: EVERYTHING }, fileId);
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined;
  } catch (error) {
    if (error instanceof FileBroken) return undefined;
    throw error;
  }
}

/** Recomputes everything that can be: document, drawn signature, chain of evidence, seal. */
export async function verifyContract(
  ctx: Pick<Context, 'db' | 'services'>,
  contract: Contract,
): Promise<{ verification: ContractVerification; evidence: Evidence[] }> {
  const { drawingFileId, drawingSha256 } = contract;
  const evidence = await evidenceOf(ctx.db, contract);
  const document = await exactBytes(ctx, contract.documentFileId, contract.documentSha256);
  const drawn =
    drawingFileId === null || drawingSha256 === null ? null : await exactBytes(ctx, drawingFileId, drawingSha256);
  const brokenAt = verifyEvidence(contract, evidence);
  const documentMatches = document !== undefined;
  const drawingMatches = drawn === null ? null : drawn !== undefined;
  const chainMatches = brokenAt === null;
  const intact = documentMatches && drawingMatches !== false && chainMatches;
  return { verification: { intact, documentMatches, drawingMatches, chainMatches, brokenAt }, evidence };
}

/**
 * The first entry that does not hold: it does not follow from those before it, or it says something else than the
 * contract's row does; null when the chain is whole. Pure.
 */
export function verifyEvidence(contract: Contract, evidence: readonly Evidence[]): number | null {
  const end = { count: contract.evidenceCount, head: contract.evidenceHead };
  const broken = firstBroken(contract.contractId, evidence, end);
  if (broken !== null) return broken;
  const made = evidence.find(({ kind }) => kind === 'document_made');
  const { totalFen, depositFen, documentSha256 } = contract;
  const agrees =
    made?.facts['sha256'] === documentSha256 &&
    made.facts['totalFen'] === totalFen &&
    made.facts['depositFen'] === depositFen;
  if (!agrees) return made?.seq ?? 1;
  return contract.state === 'signed' ? signatureFault(contract, evidence) : null;
}

function signatureFault(contract: Contract, evidence: readonly Evidence[]): number | null {
  const { drawingSha256, signedBy, consentVersion, documentSha256, contractId, customerKey } = contract;
  const entry = evidence.find(({ kind }) => kind === 'signed');
  if (entry === undefined || drawingSha256 === null || signedBy === null || consentVersion === null) {
    return evidence.length + 1;
  }
  const { facts, at } = entry;
  const same = facts['documentSha256'] === documentSha256 && facts['orderId'] === contract.orderId;
  const port = signPortNamed(String(facts['provider']));
  const asked = { contractId, documentSha256, drawingSha256, customerKey, proof: signedBy, consentVersion };
  const holds = port !== undefined && port.holds(asked, facts) && at.getTime() === contract.signedAt?.getTime();
  return same && holds ? null : entry.seq;
}
