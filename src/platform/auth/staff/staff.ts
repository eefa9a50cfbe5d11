import { Refusal } from '#kernel/errors';
import type { UserId } from '#kernel/ids';
import type { Grant } from '../user.ts';

/** Whoever may do this may make and close accounts; one of them, for everywhere, is always left. */
export const MANAGE = 'user.manage';

/** An account of somebody in the office, as the list shows it. */
export interface StaffAccount {
  readonly userId: UserId;
  readonly login: string;
  readonly title: string;
  readonly grants: readonly Grant[];
  readonly createdAt: Date;
  /** When it last opened or used a session; null for one that never did, or not for a long time. */
  readonly seenAt: Date | null;
  readonly closedAt: Date | null;
}

/** Accounts belong to the whole company: an administrator of one city does not manage them. */
export class OnlyForEverywhere extends Refusal {
  constructor() {
    super('staff-only-for-everywhere', 'forbidden');
  }
}

export class UnknownRole extends Refusal {
  constructor(role: string) {
    super('unknown-staff-role', 'invalid', { role });
  }
}

export class UnknownArea extends Refusal {
  constructor(path: string) {
    super('unknown-staff-area', 'invalid', {}, { faults: [{ path, message: '没有这个范围，请重新选择' }] });
  }
}

/** Nobody could make or open accounts any more. */
export class LastAdministrator extends Refusal {
  constructor() {
    super('last-administrator', 'conflict');
  }
}

/** Whoever closes their own account or takes away their own right cannot undo it. */
export class OwnAccount extends Refusal {
  constructor() {
    super('own-account', 'conflict');
  }
}

export class CurrentPasswordWrong extends Refusal {
  constructor() {
    super(
      'current-password-wrong',
      'invalid',
      {},
      {
        faults: [{ path: 'body.current', message: '现在的密码不对' }],
      },
    );
  }
}
