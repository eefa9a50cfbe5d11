import { fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { renderDocument } from '#platform/documents';
import type { PreparedFile } from '#platform/files';
import { nextNumber } from '#platform/numbers';
import { communitiesByIds, storesByIds, type Community } from '#modules/territory';
import type { CompanyFacts } from '../company/company.ts';
import { contractingCompany } from '../company/contracting-company.ts';
import { ContractOffered } from '../events.ts';
import { lockOpportunity } from '../opportunities/opportunity-store.ts';
import { quotationForSigning } from '../quotations/quotation-store.ts';
import { QuotationNotStanding, stateAt, type Quotation, type QuotationId } from '../quotations/quotation.ts';
import { TERMS_VERSION } from './clauses.ts';
import { contractDocument } from './contract-document.ts';
import {
  contractOfQuotation,
  givenNumber,
  insertContract,
  keepNumber,
  saveContract,
  type ContractView,
  type GivenNumber,
} from './contract-store.ts';
import { NO_HASH, placeOf, type Contract, type ContractId } from './contract.ts';
import { quotationToSign } from './find-quotation.ts';
import type { EvidenceFacts } from './evidence.ts';
import { recordEvidence, whoActs } from './record-evidence.ts';

/**
 * Makes the contract of a quotation that stands, once: its PDF with number and hash. Whoever asks again, or at the same
 * time, is answered the same contract.
 * @throws NotFound, QuotationNotStanding, CompanyMissing, and what documents and threads refuse
 */
export async function offerContract(
  ctx: Context,
  input: { readonly quotationId: QuotationId; readonly as: Exclude<ContractView, 'area'>; readonly device: string },
): Promise<Contract> {
  const quotation = await quotationToSign(ctx, input.as, input.quotationId);
  const known = await contractOfQuotation(ctx.db, quotation);
  if (known !== undefined) return known;
  const community = (await communitiesByIds(ctx.db, [quotation.communityId])).get(quotation.communityId);
  if (community === undefined) throw new Error(`community ${quotation.communityId} does not exist`);
  const company = await contractingCompany(ctx);
  const given = await giveNumber(ctx, quotation, community);
  const document = await makeDocument(ctx, given, quotation, { community, company });
  return ctx.under('offer').transaction(async (tx) => {
    // Moves of a quotation lock its opportunity first: from here on it stands, or it does not.
    await lockOpportunity(tx.db, quotation.cityId, quotation.visitId);
    const meanwhile = await contractOfQuotation(tx.db, quotation);
    if (meanwhile !== undefined) return meanwhile;
    await refuseUnlessStanding(tx, quotation.quotationId);
    const stored = await ctx.services.files.put(tx, document, placeOf(quotation));
    const offered = draft(given, quotation, { fileId: stored.fileId, sha256: document.sha256 }, tx.now);
    await insertContract(tx.db, offered);
    const facts = { ...whoActs(ctx, offered), ...madeFacts(offered, document) };
    const made = await recordEvidence(tx, offered, [
      { kind: 'document_made', device: input.device, at: tx.now, facts },
    ]);
    await saveContract(tx.db, offered, made);
    await tx.announce([ContractOffered(made.contractId, eventFacts(made, quotation))]);
    await tx.audit({
      action: 'offer-contract',
      subject: { kind: 'contract', id: made.contractId },
      details: { contractNumber: made.contractNumber, quotationId: made.quotationId, totalFen: made.totalFen },
    });
    return made;
  });
}

const madeFacts = (offered: Contract, document: PreparedFile): EvidenceFacts => ({
  sha256: document.sha256,
  bytes: document.bytes,
  termsVersion: offered.termsVersion,
  quotationId: offered.quotationId,
  revision: offered.quotationRevision,
  totalFen: offered.totalFen,
  depositFen: offered.depositFen,
});

async function refuseUnlessStanding(tx: Tx, quotationId: QuotationId): Promise<void> {
  const quotation = await quotationForSigning(tx.db, quotationId);
  const state = quotation === undefined ? 'withdrawn' : stateAt(quotation, tx.now);
  if (state !== 'sent') throw new QuotationNotStanding(state);
}

/** In a transaction of its own, so that numbers do not wait for documents. A number that was given is kept. */
async function giveNumber(ctx: Context, quotation: Quotation, { cityCode }: Community): Promise<GivenNumber> {
  const { cityId, quotationId, visitId } = quotation;
  return ctx.under('number').transaction(async (tx) => {
    // Whoever asks at the same time waits here, and finds what the first one was given.
    await lockOpportunity(tx.db, cityId, visitId);
    const before = await givenNumber(tx.db, quotation);
    if (before !== undefined) return before;
    const contractNumber = await nextNumber(tx, { series: 'contract', prefix: 'HT', cityId, cityCode });
    const given: GivenNumber = { contractId: tx.newId<'Contract'>(), contractNumber, givenAt: tx.now };
    await keepNumber(tx.db, { ...given, cityId, quotationId });
    return given;
  });
}

async function makeDocument(
  ctx: Context,
  given: GivenNumber,
  quotation: Quotation,
  { community, company }: { readonly community: Community; readonly company: CompanyFacts },
): Promise<PreparedFile> {
  const { storeId } = quotation;
  const store = storeId === null ? undefined : (await storesByIds(ctx.db, [storeId])).get(storeId);
  const spec = contractDocument(given, quotation, {
    company,
    cityName: community.cityName,
    district: community.district,
    communityName: community.name,
    storeName: store?.name ?? '',
    storeCode: store?.externalCode ?? '',
  });
  const bytes = await renderDocument(ctx.services.threads, spec);
  return ctx.services.files.prepare({ bytes, purpose: 'evidence' });
}

function draft(
  { contractId, contractNumber }: GivenNumber,
  quotation: Quotation,
  document: { readonly fileId: Contract['documentFileId']; readonly sha256: string },
  now: Date,
): Contract {
  return {
    contractId,
    contractNumber,
    quotationId: quotation.quotationId,
    quotationRevision: quotation.revision,
    visitId: quotation.visitId,
    cityId: quotation.cityId,
    communityId: quotation.communityId,
    storeId: quotation.storeId,
    customerKey: quotation.customerKey,
    personId: quotation.personId,
    packageId: quotation.packageId,
    packageName: quotation.packageName,
    touchpointId: quotation.touchpointId,
    state: 'offered',
    totalFen: fen(quotation.totalFen),
    depositFen: fen(quotation.depositFen),
    termsVersion: TERMS_VERSION,
    documentFileId: document.fileId,
    documentSha256: document.sha256,
    offeredAt: now,
    validUntil: quotation.validUntil,
    signedAt: null,
    signedBy: null,
    consentVersion: null,
    drawingFileId: null,
    drawingSha256: null,
    orderId: null,
    voidedAt: null,
    voidReason: null,
    evidenceCount: 0,
    evidenceHead: NO_HASH,
  };
}

/** What events of a contract say. */
export const eventFacts = (
  { contractId, quotationId }: { contractId: ContractId; quotationId: QuotationId },
  quotation: Quotation,
) => ({
  cityId: quotation.cityId,
  communityId: quotation.communityId,
  storeId: quotation.storeId,
  customerKey: quotation.customerKey,
  personId: quotation.personId,
  leadId: quotation.leadId,
  visitId: quotation.visitId,
  shareToken: quotation.shareToken,
  packageId: quotation.packageId,
  touchpointId: quotation.touchpointId,
  contractId,
  quotationId,
  totalFen: quotation.totalFen,
});
