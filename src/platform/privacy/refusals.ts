import { Refusal, type Fault } from '#kernel/errors';
import type { PersonalFault } from './normalise.ts';

/** One value is wrong; the code says how. The value itself is never part of an error. */
export class InvalidPersonalValue extends Refusal {
  constructor(fault: PersonalFault) {
    super(fault, 'invalid');
  }
}

/** Some values of a batch are wrong; every one is named by its place in the input. */
export class InvalidPersonalData extends Refusal {
  constructor(faults: readonly Fault[]) {
    super('personal-data-invalid', 'invalid', { count: faults.length }, { faults });
  }
}

/** The person asked to be forgotten: their key is destroyed, nothing can be kept for them. */
export class PersonErased extends Refusal {
  constructor(personId: string) {
    super('person-erased', 'conflict', { personId });
  }
}

export class UnknownPurpose extends Refusal {
  constructor(purpose: string) {
    super('purpose-unknown', 'forbidden', { purpose: purpose.slice(0, 40) });
  }
}

export class TooManyPersons extends Refusal {
  constructor(count: number, limit: number) {
    super('persons-too-many', 'too_large', { count, limit });
  }
}

/** Data is wrapped by a master key that is not configured. */
export class MasterKeyMissing extends Refusal {
  constructor(keyId: string) {
    super('master-key-missing', 'unavailable', { keyId });
  }
}

/** The keys in the environment or in the key file cannot be used; one fault for each reason. */
export class KeysRefused extends Refusal {
  constructor(faults: readonly Fault[]) {
    super('keys-refused', 'invalid', { count: faults.length }, { faults });
    this.message = faults.map((fault) => `${fault.path}: ${fault.message}`).join('\n');
  }
}
