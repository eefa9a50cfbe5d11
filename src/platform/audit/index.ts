export { appendAudit, type AuditRow } from './audit-store.ts';
export { canonicalJson, type ChainFault } from './chain.ts';
export { messages } from './messages.ts';
export { migrations, tables } from './migrations.ts';
export { sealAudit } from './seal-audit.ts';
export { auditHead, verifyAudit, type AuditHead, type AuditVerdict, type BrokenAt } from './verify-audit.ts';
