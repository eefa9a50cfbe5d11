import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { takeProof, tryProof, type ProofId } from '#platform/auth';
import type { PreparedFile } from '#platform/files';
import { ContractSigned } from '../events.ts';
import { placeOrder } from '../orders/place-order.ts';
import { markQuotationSigned } from '../quotations/mark-quotation-signed.ts';
import { CONSENT, consentHash } from './consent.ts';
import { contractInScope, lockContract, saveContract } from './contract-store.ts';
import {
  ContractConsentOutdated,
  ContractAlreadySigned,
  ContractDocumentAltered,
  ContractEvidenceAltered,
  ContractNotOpened,
  placeOf,
  refuseUnlessOpen,
  sign,
  type Contract,
  type ContractId,
} from './contract.ts';
import { prepareDrawing } from './drawing.ts';
import { evidenceOf } from './evidence-store.ts';
import type { Evidence, EvidenceDraft, EvidenceFacts } from './evidence.ts';
import { eventFacts } from './offer-contract.ts';
import { proofSubject } from './request-contract-proof.ts';
import { recordEvidence, whoActs } from './record-evidence.ts';
import { signPort, type SealAsked } from './sign-port.ts';
import { exactBytes, verifyEvidence } from './verify-contract.ts';

/** The signer's own session, or a code sent to the signer's phone and typed on the seller's device. */
export type SignProof = { readonly kind: 'session' } | { readonly kind: 'code'; readonly code: string };

export interface SignContractInput {
  readonly contractId: ContractId;
  readonly proof: SignProof;
  /** PNG of what was drawn, at most 200 KB. */
  readonly drawing: Uint8Array;
  /** Of the text that was shown. */
  readonly consentVersion: string;
  readonly device: string;
}

/**
 * Signs a contract, once: evidence, signature, quotation, order and events in one transaction. Document and chain are
 * checked first; nobody signs what was changed. A wrong code counts as a try even though nothing was signed.
 * @throws NotFound, ContractAlreadySigned, ContractVoided, ContractExpired, ContractDocumentAltered,
 * ContractEvidenceAltered, ContractNotOpened, ContractConsentOutdated, DrawingRefused, ProofRefused, QuotationNotStanding
 */
export async function signContract(ctx: Context, input: SignContractInput): Promise<Contract> {
  const { proof, consentVersion } = input;
  const view = proof.kind === 'session' ? 'own' : 'my';
  const contract = await contractInScope(ctx.db, ctx.scope, view, input.contractId);
  if (contract === undefined) throw new NotFound('contract');
  // A command that was carried out before is answered from its transaction, whatever the state is now.
  if (ctx.command === undefined) refuseUnlessOpen(contract, ctx.clock.now());
  if (consentVersion !== CONSENT.version) throw new ContractConsentOutdated();
  const document = await exactBytes(ctx, contract.documentFileId, contract.documentSha256);
  if (document === undefined) throw new ContractDocumentAltered(contract.contractNumber);
  const drawing = await prepareDrawing(ctx, input.drawing);
  const asked: SealAsked = {
    contractId: contract.contractId,
    documentSha256: contract.documentSha256,
    drawingSha256: drawing.sha256,
    customerKey: contract.customerKey,
    proof: proof.kind,
    consentVersion,
  };
  const seal = { provider: signPort().name, ...(await signPort().seal(ctx, asked)) };
  const proofId = proof.kind === 'code' ? await tryProof(ctx, { ...proofOf(contract), code: proof.code }) : undefined;
  return ctx.transaction((tx) => signInTransaction(ctx, tx, contract, { ...input, asked, seal, proofId, drawing }));
}

interface Ready extends Omit<SignContractInput, 'drawing'> {
  readonly asked: SealAsked;
  readonly seal: EvidenceFacts;
  readonly proofId: ProofId | undefined;
  readonly drawing: PreparedFile;
}

const proofOf = ({ personId, customerKey, contractId }: Contract) => ({
  personId,
  phone: customerKey,
  subject: proofSubject(contractId),
});

async function signInTransaction(ctx: Context, tx: Tx, found: Contract, ready: Ready): Promise<Contract> {
  const { customerKey } = found;
  const contract = (await lockContract(tx.db, found)) as Contract;
  refuseUnlessOpen(contract, tx.now);
  refuseUnsound(contract, await evidenceOf(tx.db, contract), whoActs(ctx, contract), ready);
  if (ready.proofId !== undefined) await takeProof(tx, { phone: customerKey, proofId: ready.proofId });
  const drawn = await ctx.services.files.put(tx, ready.drawing, placeOf(contract));
  const quotation = await markQuotationSigned(tx, contract.quotationId);
  const { contractId, depositFen } = contract;
  const order = await placeOrder(tx, { contractId, quotation, depositFen });
  const recorded = await recordEvidence(
    tx,
    contract,
    signingEvidence(ctx, tx, contract, { ...ready, orderId: order.orderId }),
  );
  const signature = {
    signedBy: ready.proof.kind,
    consentVersion: ready.consentVersion,
    drawingFileId: drawn.fileId,
    drawingSha256: ready.drawing.sha256,
    orderId: order.orderId,
  };
  const signed = sign(recorded, signature, tx.now);
  if (!(await saveContract(tx.db, contract, signed))) throw new ContractAlreadySigned(contract.contractNumber);
  await tx.announce([ContractSigned(contractId, { ...eventFacts(signed, quotation), orderId: order.orderId })]);
  await tx.audit({
    action: 'sign-contract',
    subject: { kind: 'contract', id: contractId },
    details: { contractNumber: signed.contractNumber, signedBy: signed.signedBy, orderId: signed.orderId },
  });
  return signed;
}

/** Throws ContractDocumentAltered, ContractEvidenceAltered, ContractNotOpened. */
function refuseUnsound(contract: Contract, evidence: readonly Evidence[], who: EvidenceFacts, ready: Ready): void {
  if (contract.documentSha256 !== ready.asked.documentSha256)
    throw new ContractDocumentAltered(contract.contractNumber);
  if (verifyEvidence(contract, evidence) !== null) throw new ContractEvidenceAltered(contract.contractNumber);
  const shown = evidence.some(
    ({ kind, facts }) =>
      kind === 'consent_shown' &&
      facts['version'] === ready.consentVersion &&
      facts['sha256'] === consentHash() &&
      facts['by'] === who['by'],
  );
  if (!shown) throw new ContractNotOpened();
}

function signingEvidence(
  ctx: Context,
  tx: Tx,
  contract: Contract,
  { proof, proofId, asked, seal, device, consentVersion, orderId }: Ready & { readonly orderId: string },
): EvidenceDraft[] {
  const who = whoActs(ctx, contract);
  const at = tx.now;
  return [
    {
      kind: 'phone_verified',
      facts: { ...who, means: proof.kind, ...(proofId !== undefined && { proofId }) },
      device,
      at,
    },
    { kind: 'drawn', facts: { ...who, sha256: asked.drawingSha256 }, device, at },
    {
      kind: 'signed',
      facts: { ...seal, ...who, documentSha256: contract.documentSha256, consentVersion, orderId },
      device,
      at,
    },
  ];
}
