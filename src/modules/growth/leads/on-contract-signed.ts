import { fen } from '#kernel/money';
import { subscribe } from '#platform/outbox';
import { ContractSigned } from '#modules/commerce/events';
import { followContract } from './follow-contract.ts';

/** A lead whose resident signed is won, for what was signed. */
export const onContractSigned = subscribe('growth.follow-contract', [ContractSigned], async (ctx, { payload }) => {
  if (payload.leadId !== null) await followContract(ctx, payload.leadId, fen(payload.totalFen));
});
