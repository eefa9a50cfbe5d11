import { Refusal } from '#kernel/errors';

/** A debit without its credit: the lines do not add up to zero. */
export class EntryUnbalanced extends Refusal {
  constructor(differenceFen: number) {
    super('ledger-unbalanced', 'invalid', { differenceFen });
  }
}

export class EntryLinesWrong extends Refusal {
  constructor(count: number, limit: number) {
    super('ledger-lines-wrong', 'invalid', { count, limit });
  }
}

export class LineWithoutAmount extends Refusal {
  constructor(line: number) {
    super('ledger-line-amount', 'invalid', { line });
  }
}

export class AccountMalformed extends Refusal {
  constructor(account: string) {
    super('ledger-account-malformed', 'invalid', { account: account.slice(0, 60) });
  }
}

/** Points are booked on accounts of points alone, money on all others. */
export class AccountOfOtherUnit extends Refusal {
  constructor(account: string) {
    super('ledger-account-unit', 'invalid', { account: account.slice(0, 60) });
  }
}

/** The id is taken by an entry that says something else. */
export class EntryDiffers extends Refusal {
  constructor(entryId: string) {
    super('ledger-entry-differs', 'conflict', { entryId });
  }
}

export class EntryAlreadyReversed extends Refusal {
  constructor(entryId: string) {
    super('ledger-already-reversed', 'conflict', { entryId });
  }
}

/** A reversal is final: what should count again is posted again. */
export class ReversalNotReversible extends Refusal {
  constructor(entryId: string) {
    super('ledger-reversal-final', 'conflict', { entryId });
  }
}

export class ReversalWithoutReason extends Refusal {
  constructor() {
    super('ledger-reason-missing', 'invalid');
  }
}

export class TooManyAccounts extends Refusal {
  constructor(count: number, limit: number) {
    super('ledger-accounts-too-many', 'too_large', { count, limit });
  }
}

export class CursorMalformed extends Refusal {
  constructor() {
    super('ledger-cursor-malformed', 'invalid');
  }
}
