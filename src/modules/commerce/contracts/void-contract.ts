import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { ContractVoided } from '../events.ts';
import { contractInScope, lockContract, offeredContracts, saveContract } from './contract-store.ts';
import { refuseUnlessOpen, voidContract, type Contract, type ContractId, type VoidReason } from './contract.ts';
import type { EvidenceDraft, EvidenceFacts } from './evidence.ts';
import { recordEvidence, whoActs } from './record-evidence.ts';

/** The customer will not sign it. @throws NotFound, ContractAlreadySigned, ContractVoided, ContractExpired */
export async function declineContract(
  ctx: Context,
  { contractId, device }: { readonly contractId: ContractId; readonly device: string },
): Promise<Contract> {
  const found = await contractInScope(ctx.db, ctx.scope, 'own', contractId);
  if (found === undefined) throw new NotFound('contract');
  return ctx.transaction(async (tx) => {
    const contract = (await lockContract(tx.db, found)) as Contract;
    refuseUnlessOpen(contract, tx.now);
    const who = whoActs(ctx, contract);
    const declined: EvidenceDraft = { kind: 'declined', facts: who, device, at: tx.now };
    return saveVoided(tx, contract, 'declined', who, [declined], device);
  });
}

/**
 * What was offered as a contract loses its force with its quotation: all of a visit but the quotation that stands
 * (`except`), or the one that ended (`only`). What was signed meanwhile stays signed.
 */
export async function voidContracts(
  ctx: Context,
  input: Pick<Contract, 'cityId' | 'visitId'> & {
    readonly only?: Contract['quotationId'];
    readonly except?: Contract['quotationId'];
    readonly reason: VoidReason;
  },
): Promise<{ voided: number }> {
  return ctx.transaction(async (tx) => {
    let voided = 0;
    for (const found of await offeredContracts(tx.db, input)) {
      const concerned =
        input.only === undefined ? found.quotationId !== input.except : found.quotationId === input.only;
      const contract = concerned ? await lockContract(tx.db, found) : undefined;
      if (contract?.state !== 'offered') continue;
      await saveVoided(tx, contract, input.reason, { by: 'system' }, [], '');
      voided += 1;
    }
    return { voided };
  });
}

async function saveVoided(
  tx: Tx,
  contract: Contract,
  reason: VoidReason,
  who: EvidenceFacts,
  before: readonly EvidenceDraft[],
  device: string,
): Promise<Contract> {
  const drafts: EvidenceDraft[] = [...before, { kind: 'voided', facts: { ...who, reason }, device, at: tx.now }];
  const next = voidContract(await recordEvidence(tx, contract, drafts), reason, tx.now);
  await saveContract(tx.db, contract, next);
  const { contractId, quotationId, cityId, communityId, storeId, customerKey, touchpointId } = next;
  const places = { cityId, communityId, storeId, customerKey, touchpointId };
  await tx.announce([ContractVoided(contractId, { ...places, contractId, quotationId, reason })]);
  await tx.audit({ action: 'void-contract', subject: { kind: 'contract', id: contractId }, details: { reason } });
  return next;
}
