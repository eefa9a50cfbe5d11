import type { KeyObject } from 'node:crypto';
import { decrypt } from './cipher.ts';
import type { FieldKey, FieldRow } from './vault-store.ts';

/** What a field's ciphertext is bound to: moved to another person, kind or value's row, it does not open. */
export function fieldBinding(field: FieldKey): string {
  return `twinwheel/field/1|${field.personId}|${field.kind}|${field.hash.toString('hex')}`;
}

/** The value of a row; throws SealBroken when it is not the row that was written. */
export function openField(row: FieldRow, key: KeyObject): string {
  const binding = fieldBinding({ personId: row.person_id, kind: row.kind, hash: row.keyed_hash });
  return decrypt(key, binding, row.ciphertext).toString('utf8');
}
