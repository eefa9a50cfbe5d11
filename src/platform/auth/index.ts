export { insertSandboxMessage, listSandboxMessages, pruneSignIns, type SandboxMessage } from './code-store.ts';
export type { SentCode } from './code.ts';
export { customerOf } from './customer.ts';
export { identifyBySession } from './identify.ts';
export { messages } from './messages.ts';
export type { AuthPorts, CodeMessage, CodeSender, DemoAccount } from './port.ts';
export { pruneProofs, type ProofId, type ProofOf } from './proof-store.ts';
export { requestProof, takeProof, tryProof } from './proof.ts';
export { authRoutes } from './routes.ts';
export { sandboxSender } from './sandbox-sender.ts';
export { pruneSessions, revokeSessions } from './session-store.ts';
export { requestCode, signInWithCode } from './sign-in-with-code.ts';
export { openSession, signIn, type NewSession } from './sign-in.ts';
export {
  countUsers,
  findByLogin as findStaff,
  findByPersons as usersByPersons,
  type SignedInUser,
} from './user-store.ts';
export {
  CodeSenderMissing,
  permissionsOf,
  ProofPhoneMissing,
  ProofRefused,
  type Grant,
  type Role,
  type User,
  type UserKind,
} from './user.ts';
export { addStaff, addTouchpointUsers, disableUserPart, replaceGrants } from './users.ts';
