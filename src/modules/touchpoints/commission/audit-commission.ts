import { fen, formatYuan, type Fen } from '#kernel/money';
import type { Context, DatabaseTransaction } from '#platform/context';
import type { Job } from '#platform/jobs';
import { BALANCE_LIMIT, balances } from '#platform/ledger';
import { ownersAfter, standStill, sumsOf } from './account-store.ts';
import { ACCOUNT_KINDS } from './account.ts';

/** An account whose lines do not add up to what the ledger has. */
export interface AccountFault {
  readonly account: string;
  readonly linesFen: Fen;
  readonly ledgerFen: Fen;
}

type AccountKind = (typeof ACCOUNT_KINDS)[number];
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Compares the lines of everybody with their accounts, both as of one moment. Always empty. */
export async function auditCommission(ctx: Context): Promise<AccountFault[]> {
  return ctx.transaction(async (tx) => {
    await standStill(tx.db);
    const faults = new Map<string, AccountFault>();
    for (const kind of ACCOUNT_KINDS) {
      // From the lines to the ledger, then back: either may have what the other lacks.
      for await (const ids of ownerPages(tx.db, kind)) await compare(tx.db, kind, ids, faults);
      for await (const ids of accountPages(tx.db, kind)) await compare(tx.db, kind, ids, faults);
    }
    return [...faults.values()];
  });
}

async function* ownerPages(db: DatabaseTransaction, { column }: AccountKind): AsyncGenerator<string[]> {
  for (let after = NOBODY; ;) {
    const ids = await ownersAfter(db, column, after, BALANCE_LIMIT);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

async function* accountPages(db: DatabaseTransaction, { under, prefix }: AccountKind): AsyncGenerator<string[]> {
  for (let after: string = under; ;) {
    const accounts = [...(await balances(db, { prefix: under, after })).keys()];
    const last = accounts.at(-1);
    if (last === undefined) return;
    yield accounts.filter((account) => account.startsWith(prefix)).map((account) => account.slice(prefix.length));
    after = last;
  }
}

async function compare(
  db: DatabaseTransaction,
  { column, prefix, side }: AccountKind,
  ids: readonly string[],
  faults: Map<string, AccountFault>,
): Promise<void> {
  const lines = await sumsOf(db, column, ids);
  const ledger = await balances(
    db,
    ids.map((id) => prefix + id),
  );
  for (const id of ids) {
    const account = prefix + id;
    const linesFen = lines.get(id) ?? fen(0);
    const ledgerFen = ledger.get(account) ?? fen(0);
    if (linesFen !== side * ledgerFen) faults.set(account, { account, linesFen, ledgerFen });
  }
}

const SHOWN = 20;

/** Lines and ledger disagree: a person has to look. */
export class CommissionDisagrees extends Error {
  constructor(faults: readonly AccountFault[]) {
    const shown = faults.slice(0, SHOWN).map(({ account, linesFen, ledgerFen }) => {
      return `${account}: lines ${formatYuan(linesFen)}, ledger ${formatYuan(ledgerFen)}`;
    });
    super(`${faults.length} commission accounts disagree: ${shown.join('; ')}`);
    this.name = 'CommissionDisagrees';
  }
}

/** Nightly; a fault fails the job, and is logged with its figures. */
export const auditCommissionJob: Job = {
  name: 'touchpoints.audit-commission',
  cron: '30 3 * * *',
  retryLimit: 0,
  handle: async (ctx) => {
    const faults = await auditCommission(ctx);
    if (faults.length > 0) throw new CommissionDisagrees(faults);
  },
};
