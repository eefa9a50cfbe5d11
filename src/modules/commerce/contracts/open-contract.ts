import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { CONSENT, consentHash } from './consent.ts';
import { contractInScope, lockContract, saveContract, type ContractView } from './contract-store.ts';
import { refuseUnlessOpen, type Contract, type ContractId } from './contract.ts';
import { evidenceOf, MAX_EVIDENCE } from './evidence-store.ts';
import type { Evidence, EvidenceDraft } from './evidence.ts';
import { recordEvidence, whoActs } from './record-evidence.ts';

/**
 * Writes down that the document and the text to agree to were put before whoever is to sign, on this device. The same
 * again on the same device adds nothing.
 * @throws NotFound, ContractAlreadySigned, ContractVoided, ContractExpired
 */
export async function openContract(
  ctx: Context,
  input: { readonly contractId: ContractId; readonly as: Exclude<ContractView, 'area'>; readonly device: string },
): Promise<Contract> {
  const found = await contractInScope(ctx.db, ctx.scope, input.as, input.contractId);
  if (found === undefined) throw new NotFound('contract');
  return ctx.transaction(async (tx) => {
    const contract = (await lockContract(tx.db, found)) as Contract;
    refuseUnlessOpen(contract, tx.now);
    const written = await evidenceOf(tx.db, contract);
    const who = whoActs(ctx, contract);
    const drafts: EvidenceDraft[] = [
      { kind: 'opened', facts: { ...who, documentSha256: contract.documentSha256 }, device: input.device, at: tx.now },
      {
        kind: 'consent_shown',
        facts: { ...who, version: CONSENT.version, sha256: consentHash() },
        device: input.device,
        at: tx.now,
      },
    ];
    const fresh = drafts.filter((draft) => !written.some((entry) => isSame(entry, draft)));
    if (fresh.length === 0 || written.length + fresh.length > MAX_EVIDENCE) return contract;
    const next = await recordEvidence(tx, contract, fresh);
    await saveContract(tx.db, contract, next);
    return next;
  });
}

const isSame = (entry: Evidence, draft: EvidenceDraft): boolean =>
  entry.kind === draft.kind &&
  entry.device === draft.device &&
  Object.entries(draft.facts).every(([name, value]) => entry.facts[name] === value);
