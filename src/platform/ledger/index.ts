export { type AccountSelection, balances, BALANCE_LIMIT, pointBalances, unbalancedEntries } from './balances.ts';
export { bookedOf } from './entry-sql.ts';
export {
  checkLines,
  LINE_LIMIT,
  type LedgerEntryId,
  type LedgerLine,
  type LedgerPosting,
  type LedgerUnit,
  type PointLine,
  type PointPosting,
  type Posting,
} from './entry.ts';
export { messages } from './messages.ts';
export { migrations, tables } from './migrations.ts';
export { post, postAll } from './post.ts';
export {
  AccountMalformed,
  AccountOfOtherUnit,
  CursorMalformed,
  EntryAlreadyReversed,
  EntryDiffers,
  EntryLinesWrong,
  EntryUnbalanced,
  LineWithoutAmount,
  ReversalNotReversible,
  ReversalWithoutReason,
  TooManyAccounts,
} from './refusals.ts';
export { reverse } from './reverse.ts';
export { statement, type Statement, type StatementLine } from './statement.ts';
