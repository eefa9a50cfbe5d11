import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { FileId } from '#platform/files';
import type { PackageId } from '../packages/package.ts';

export type ContractId = Id<'Contract'>;
export type VoidReason = 'superseded' | 'withdrawn' | 'expired' | 'declined';
/** How the signer's phone was proved. */
export type ProofMeans = 'session' | 'code';

/** 待签署 → 已签署 | 已作废. */
export const CONTRACT_STATES = { offered: '待签署', signed: '已签署', voided: '已作废' } as const;
export type ContractState = keyof typeof CONTRACT_STATES;

/** The legal moves: what was signed stays signed, what was voided stays voided. */
const MOVES: Readonly<Record<ContractState, readonly ContractState[]>> = {
  offered: ['signed', 'voided'],
  signed: [],
  voided: [],
};

/** Fills the first link of a chain. */
export const NO_HASH = '0'.repeat(64);

/** A quotation as it is signed. Who the customer is lies in the vault, under `personId`. */
export interface Contract {
  readonly contractId: ContractId;
  /** `HT-SZ-260606-0001` */
  readonly contractNumber: string;
  readonly quotationId: Id<'Quotation'>;
  readonly quotationRevision: number;
  readonly visitId: Id<'Visit'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly packageId: PackageId;
  /** As it was called when it was quoted. */
  readonly packageName: string;
  /** Who sells. */
  readonly touchpointId: TouchpointId;
  readonly state: ContractState;
  readonly totalFen: Fen;
  readonly depositFen: Fen;
  /** Which wording of the clauses the document has. */
  readonly termsVersion: string;
  readonly documentFileId: FileId;
  /** Hex SHA-256 of the exact bytes. */
  readonly documentSha256: string;
  readonly offeredAt: Date;
  readonly validUntil: Date;
  readonly signedAt: Date | null;
  readonly signedBy: ProofMeans | null;
  readonly consentVersion: string | null;
  readonly drawingFileId: FileId | null;
  readonly drawingSha256: string | null;
  readonly orderId: Id<'Order'> | null;
  readonly voidedAt: Date | null;
  readonly voidReason: VoidReason | null;
  readonly evidenceCount: number;
  /** Hex hash of the last entry of the chain. */
  readonly evidenceHead: string;
}

/** What a signature adds. */
export interface Signature {
  readonly signedBy: ProofMeans;
  readonly consentVersion: string;
  readonly drawingFileId: FileId;
  readonly drawingSha256: string;
  readonly orderId: Id<'Order'>;
}

/** The signed contract. Throws as `refuseUnlessOpen`. */
export function sign(contract: Contract, signature: Signature, now: Date): Contract {
  refuseUnlessOpen(contract, now);
  return { ...moved(contract, 'signed'), ...signature, signedAt: now };
}

/** The contract after it lost its force unsigned. Throws IllegalMove. */
export function voidContract(contract: Contract, reason: VoidReason, now: Date): Contract {
  return { ...moved(contract, 'voided'), voidReason: reason, voidedAt: now };
}

function moved(contract: Contract, to: ContractState): Contract {
  if (!MOVES[contract.state].includes(to)) throw new IllegalMove('contract', contract.state, to);
  return { ...contract, state: to };
}

/** Throws ContractAlreadySigned, ContractVoided, ContractExpired. */
export function refuseUnlessOpen(contract: Contract, now: Date): void {
  if (contract.state === 'signed') throw new ContractAlreadySigned(contract.contractNumber);
  if (contract.state === 'voided')
    throw new ContractVoided(contract.contractNumber, contract.voidReason ?? 'withdrawn');
  if (contract.validUntil <= now) throw new ContractExpired(contract.contractNumber);
}

/** Where the contract's files and messages belong. */
export const placeOf = ({ cityId, communityId, storeId }: Pick<Contract, 'cityId' | 'communityId' | 'storeId'>) => ({
  cityId,
  communityId,
  ...(storeId !== null && { storeId }),
});

export class ContractAlreadySigned extends Refusal {
  constructor(contractNumber: string) {
    super('contract-already-signed', 'conflict', { contractNumber });
  }
}

export class ContractVoided extends Refusal {
  constructor(contractNumber: string, reason: VoidReason) {
    super(`contract-voided-${reason}`, 'conflict', { contractNumber });
  }
}

export class ContractExpired extends Refusal {
  constructor(contractNumber: string) {
    super('contract-expired', 'conflict', { contractNumber });
  }
}

/** The stored bytes are not those whose hash is to be signed: nobody signs that. */
export class ContractDocumentAltered extends Refusal {
  constructor(contractNumber: string) {
    super('contract-document-altered', 'conflict', { contractNumber });
  }
}

/** The chain of evidence does not hold together any more. */
export class ContractEvidenceAltered extends Refusal {
  constructor(contractNumber: string) {
    super('contract-evidence-altered', 'conflict', { contractNumber });
  }
}

/** Nobody signs what they were not shown: the document and the text they agree to. */
export class ContractNotOpened extends Refusal {
  constructor() {
    super('contract-not-opened', 'conflict');
  }
}

/** The text was changed since it was shown. */
export class ContractConsentOutdated extends Refusal {
  constructor() {
    super('contract-consent-outdated', 'conflict');
  }
}

/** Too large, no PNG, or nothing on it. */
export class DrawingRefused extends Refusal {
  constructor(why: 'large' | 'format' | 'empty') {
    super(`drawing-refused-${why}`, 'invalid');
  }
}
