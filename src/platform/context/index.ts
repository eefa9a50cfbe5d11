export { pruneCommands } from './command-store.ts';
export type { Actor, AuditEntry, Command, Context, Database, DatabaseTransaction, Together, Tx } from './context.ts';
export { createContext, systemContext, type ContextOptions, type Runtime } from './runtime.ts';
export type { Services, Settings } from './services.ts';
