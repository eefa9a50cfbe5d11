import type { KeyObject } from 'node:crypto';
import type { Fault } from '#kernel/errors';
import type { PersonId } from '#kernel/ids';
import { encrypt, nonces } from './cipher.ts';
import { fieldBinding } from './field.ts';
import { isPersonalKind, KINDS, type PersonalKind } from './kind.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { messages } from './messages.ts';
import { normalise } from './normalise.ts';
import { InvalidPersonalData } from './refusals.ts';
import type { FieldKey } from './vault-store.ts';

/** Values to keep for a person, one or several a kind. */
export interface PersonalEntry {
  readonly personId: PersonId;
  readonly fields: Readonly<Partial<Record<PersonalKind, string | readonly string[] | undefined>>>;
}

/** A normalised value with its hash. */
export type CheckedValue = FieldKey & { readonly value: string };

/**
 * The normalised values of a batch, each once, in the order in which rows are locked; of a kind that has a single value
 * the last one counts. Throws InvalidPersonalData with a fault such as `3.fields.phone`.
 */
export function checkEntries(entries: readonly PersonalEntry[], hash: KeyedHash): CheckedValue[] {
  const faults: Fault[] = [];
  const values = new Map<string, CheckedValue>();
  for (const [at, { personId, fields }] of entries.entries()) {
    for (const [kind, given] of Object.entries(fields)) {
      if (!isPersonalKind(kind)) throw new RangeError(`not a kind of personal data: ${kind}`);
      for (const raw of typeof given === 'string' ? [given] : (given ?? [])) {
        const found = normalise(kind, raw);
        if ('fault' in found) {
          faults.push({ path: `${at}.fields.${kind}`, message: messages.zh[found.fault] ?? found.fault });
          continue;
        }
        const keyed = hash.ofValue(kind, 'whole', found.value);
        const name = KINDS[kind].single ? `${personId}|${kind}` : `${personId}|${kind}|${keyed.toString('hex')}`;
        values.set(name, { personId, kind, hash: keyed, value: found.value });
      }
    }
  }
  if (faults.length > 0) throw new InvalidPersonalData(faults);
  return [...values.values()].toSorted(byRow);
}

function byRow(a: FieldKey, b: FieldKey): number {
  if (a.personId !== b.personId) return a.personId < b.personId ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return Buffer.compare(a.hash, b.hash);
}

/** Encrypts values under the keys of their persons; values of persons without a key are left out. */
export function sealFields(
  values: readonly CheckedValue[],
  keys: ReadonlyMap<PersonId, KeyObject>,
): (CheckedValue & { readonly ciphertext: Buffer })[] {
  const fresh = nonces(values.length);
  return values.flatMap((value, at) => {
    const key = keys.get(value.personId);
    if (key === undefined) return [];
    const ciphertext = encrypt(key, fresh[at] as Buffer, fieldBinding(value), Buffer.from(value.value));
    return [{ ...value, ciphertext }];
  });
}
