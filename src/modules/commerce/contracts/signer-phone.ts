import type { Context } from '#platform/context';
import type { Contract } from './contract.ts';

/** The phone of the contract's customer, masked: of several that they have, the one by whose key it is theirs. */
export async function maskedPhone(
  { db, services }: Pick<Context, 'db' | 'services'>,
  { personId, customerKey }: Pick<Contract, 'personId' | 'customerKey'>,
): Promise<string> {
  const hashes = await services.vault.hashesOf(db, personId, 'phone');
  const masked = (await services.vault.masked(db, [personId], ['phone'])).get(personId)?.phone ?? [];
  return masked[hashes.indexOf(customerKey)] ?? '';
}
