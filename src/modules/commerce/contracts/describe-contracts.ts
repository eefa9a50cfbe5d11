import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { CONSENT } from './consent.ts';
import type { ContractFile, ContractItem, ContractToSign } from './contract-contract.ts';
import type { ContractView } from './contract-store.ts';
import { CONTRACT_STATES, type Contract } from './contract.ts';
import { evidenceJson } from './evidence-words.ts';
import { maskedPhone } from './signer-phone.ts';
import { verifyContract } from './verify-contract.ts';

const FOLDERS: Readonly<Record<ContractView, string>> = {
  own: '/api/commerce/own/contracts',
  my: '/api/commerce/my/contracts',
  area: '/api/commerce/contracts',
};

/** Contracts as screens show them, with paths of their documents that the reader may open. */
export async function describeContracts(
  ctx: Context,
  view: ContractView,
  contracts: readonly Contract[],
): Promise<ContractItem[]> {
  const places = await communitiesByIds(ctx.db, [...new Set(contracts.map(({ communityId }) => communityId))]);
  const now = ctx.clock.now();
  return contracts.map((contract) => {
    const folder = `${FOLDERS[view]}/${contract.contractId}`;
    return {
      contractId: contract.contractId,
      contractNumber: contract.contractNumber,
      quotationId: contract.quotationId,
      quotationRevision: contract.quotationRevision,
      state: contract.state,
      // Before the hour is written down, nobody is told that it can still be signed.
      stateName:
        contract.state === 'offered' && contract.validUntil <= now ? '已过签署期限' : CONTRACT_STATES[contract.state],
      communityName: places.get(contract.communityId)?.name ?? '',
      packageName: contract.packageName,
      totalFen: contract.totalFen,
      depositFen: contract.depositFen,
      documentSha256: contract.documentSha256,
      offeredAt: contract.offeredAt.toISOString(),
      validUntil: contract.validUntil.toISOString(),
      signedAt: contract.signedAt?.toISOString() ?? null,
      signedBy: contract.signedBy,
      voidedAt: contract.voidedAt?.toISOString() ?? null,
      voidReason: contract.voidReason,
      orderId: contract.orderId,
      documentUrl: `${folder}/contract.pdf`,
      certificateUrl: contract.state === 'signed' ? `${folder}/certificate.pdf` : null,
    };
  });
}

/** With what whoever is about to sign has to see. */
export async function describeToSign(ctx: Context, view: ContractView, contract: Contract): Promise<ContractToSign> {
  const [item] = await describeContracts(ctx, view, [contract]);
  return { ...(item as ContractItem), consent: { ...CONSENT }, signerPhone: await maskedPhone(ctx, contract) };
}

/** With the chain of evidence, verified now. */
export async function describeFile(ctx: Context, contract: Contract): Promise<ContractFile> {
  const [item] = await describeContracts(ctx, 'area', [contract]);
  const { verification, evidence } = await verifyContract(ctx, contract);
  return { ...(item as ContractItem), evidence: evidence.map(evidenceJson), verification };
}
