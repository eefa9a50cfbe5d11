import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, StoreId, TouchpointId, UserId } from '#kernel/ids';

/** live 使用中 · revoked 已停用: what is printed stays printed, so a code is never given out again. */
export type CodeState = 'live' | 'revoked';

/** A code on paper: whoever scans it books a visit in its community, by way of its touchpoint. */
export interface BookingCode {
  readonly code: string;
  readonly cityId: CityId;
  /** The one community that it is for; null for a touchpoint's code, which is good wherever they serve. */
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  /** Whose leads it brings; null for a community's code: they belong to who comes. */
  readonly touchpointId: TouchpointId | null;
  /** The one package that it offers; null for every package. */
  readonly packageId: Id<'Package'> | null;
  readonly label: string;
  readonly state: CodeState;
  readonly madeBy: UserId | null;
  readonly madeAt: Date;
  readonly revokedAt: Date | null;
}

/** Without 0, 1, I and O, which are read for one another: 32 signs, five bits each. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;

/** A code out of random bytes, one for each sign: a billion of them, so that nobody guesses a live one. */
export function codeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A code as it may have been typed, in any case; undefined for what cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.trim().toUpperCase();
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}

/** Where a printed code leads. */
export const codeUrl = (publicUrl: string, code: string): string => `${publicUrl}/b/${code}`;

export class CodeRevokedBefore extends Refusal {
  constructor() {
    super('booking-code-revoked', 'conflict');
  }
}
