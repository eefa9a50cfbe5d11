export { SealBroken } from './cipher.ts';
export type { Sealing } from './blob.ts';
export type { PersonalEntry } from './entry.ts';
export { PERSONAL_KINDS, type LookupPart, type PersonalKind } from './kind.ts';
export { loadKeys, type VaultKeys } from './keys.ts';
export { mask } from './mask.ts';
export type { MasterKey } from './master-keys.ts';
export { messages } from './messages.ts';
export { migrations, tables } from './migrations.ts';
export { normalise, type Normalised, type PersonalFault } from './normalise.ts';
export { isPurpose, PURPOSES, type Purpose } from './purpose.ts';
export {
  InvalidPersonalData,
  InvalidPersonalValue,
  KeysRefused,
  MasterKeyMissing,
  PersonErased,
  TooManyPersons,
  UnknownPurpose,
} from './refusals.ts';
export {
  createVault,
  FIND_LIMIT,
  READ_LIMIT,
  type PersonalFields,
  type ReadSubject,
  type Sealed,
  type Vault,
} from './vault.ts';
