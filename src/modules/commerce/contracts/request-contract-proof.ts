import { NotFound } from '#kernel/errors';
import { requestProof, type SentCode } from '#platform/auth';
import type { Context } from '#platform/context';
import { contractInScope } from './contract-store.ts';
import { placeOf, refuseUnlessOpen, type ContractId } from './contract.ts';

/** What a code is good for: this contract and nothing else. */
export const proofSubject = (contractId: ContractId): string => `contract/${contractId}`;

/**
 * Sends the customer a code with which they sign on the seller's device.
 * @throws NotFound, ContractAlreadySigned, ContractVoided, ContractExpired, CodeSenderMissing, CodeTooSoon,
 * ProofPhoneMissing
 */
export async function requestContractProof(
  ctx: Context,
  { contractId }: { readonly contractId: ContractId },
): Promise<SentCode> {
  const contract = await contractInScope(ctx.db, ctx.scope, 'my', contractId);
  if (contract === undefined) throw new NotFound('contract');
  refuseUnlessOpen(contract, ctx.clock.now());
  return requestProof(ctx, ctx.services.codes, {
    personId: contract.personId,
    phone: contract.customerKey,
    subject: proofSubject(contractId),
    place: placeOf(contract),
    about: `签署合同 ${contract.contractNumber}`,
  });
}
