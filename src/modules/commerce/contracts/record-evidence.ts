import type { Context, Tx } from '#platform/context';
import { insertEvidence } from './evidence-store.ts';
import type { Contract } from './contract.ts';
import { chain, endOf, type Evidence, type EvidenceDraft, type EvidenceFacts } from './evidence.ts';

/** Part: links entries to a locked contract's chain; answers the contract with where the chain ends now, to be saved. */
export async function recordEvidence(tx: Tx, contract: Contract, drafts: readonly EvidenceDraft[]): Promise<Contract> {
  const before = { count: contract.evidenceCount, head: contract.evidenceHead };
  const entries: Evidence[] = chain(contract.contractId, before, drafts);
  await insertEvidence(tx.db, contract, entries);
  const { count, head } = endOf(entries, before);
  return { ...contract, evidenceCount: count, evidenceHead: head };
}

/** On whose device something happened, by whom. */
export function whoActs({ actor, scope }: Pick<Context, 'actor' | 'scope'>, contract: Contract): EvidenceFacts {
  if (actor.kind !== 'user') return { by: 'system' };
  const by =
    scope.customer === contract.customerKey
      ? 'customer'
      : scope.touchpoint === contract.touchpointId
        ? 'seller'
        : 'staff';
  return { by, userId: actor.userId };
}

const MAX_DEVICE = 300;

/** What a browser calls itself, in a length that can be kept. */
export const deviceOf = (headers: Readonly<Record<string, string | string[] | undefined>>): string =>
  String(headers['user-agent'] ?? '').slice(0, MAX_DEVICE);
