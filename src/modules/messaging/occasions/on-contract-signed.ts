import { ContractSigned } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/** Whoever signed has it in writing. */
export const onContractSigned = tell('messaging.tell-of-contracts', [
  telling(ContractSigned, (payload) => ({
    ...recipientOf(payload),
    template: 'contract_signed',
    about: { kind: 'contract', id: payload.contractId },
    params: { contractId: payload.contractId, orderId: payload.orderId, totalFen: payload.totalFen },
  })),
]);
