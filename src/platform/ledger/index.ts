export { balances, BALANCE_LIMIT, unbalancedEntries } from './balances.ts';
export { LINE_LIMIT, type LedgerEntryId, type LedgerLine, type LedgerPosting } from './entry.ts';
export { messages } from './messages.ts';
export { migrations, tables } from './migrations.ts';
export { post } from './post.ts';
export {
  AccountMalformed,
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
