import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import type { ContractId } from './contract.ts';
import { canonicalJson, type EvidenceFacts } from './evidence.ts';

/** What is bound together by a signature. */
export interface SealAsked {
  readonly contractId: ContractId;
  readonly documentSha256: string;
  readonly drawingSha256: string;
  /** The keyed hash of the phone that was proved. */
  readonly customerKey: string;
  readonly proof: 'session' | 'code';
  readonly consentVersion: string;
}

/**
 * Who puts the seal on a signed contract. The built-in one binds document, drawing, phone and consent by their hashes
 * and relies on the chain of evidence (电子签名法第十三条: exclusive control, changes can be seen).
 *
 * A certificate authority is an adapter of the same shape, installed with `installSignPort` before the server starts:
 * - `seal` sends `documentSha256` and the facts to the authority and answers what it gave as facts: serial of the
 *   certificate, base64 of signature (PKCS#7) and time stamp (RFC 3161). It is called before the signing transaction, so
 *   it must answer the same for the same contract and content (the authority's own request number = `contractId`).
 * - `holds` checks signature and time stamp against the authority's root, offline.
 * The facts stand in the chain (`signed`), on the certificate of signing, and must hold no personal data.
 */
export interface SignPort {
  /** Stands in the evidence: which port made the seal. */
  readonly name: string;
  seal(ctx: Context, asked: SealAsked): Promise<EvidenceFacts>;
  /** Whether the facts that `seal` once answered are a true seal of what is asked. */
  holds(asked: SealAsked, facts: EvidenceFacts): boolean;
}

const digestOf = (asked: SealAsked): string =>
  createHash('sha256')
    .update(canonicalJson({ ...asked }))
    .digest('hex');

export const evidencePort: SignPort = {
  name: 'built_in',
  seal: (_ctx, asked) => Promise.resolve({ seal: digestOf(asked) }),
  holds: (asked, facts) => facts['seal'] === digestOf(asked),
};

const ports = new Map<string, SignPort>([[evidencePort.name, evidencePort]]);
let current: SignPort = evidencePort;

/** Makes a port the one that seals from now on; those before it still check what they sealed. */
export function installSignPort(port: SignPort): void {
  ports.set(port.name, port);
  current = port;
}

export const signPort = (): SignPort => current;

/** The port that made a seal; undefined when it is not installed any more. */
export const signPortNamed = (name: string): SignPort | undefined => ports.get(name);
