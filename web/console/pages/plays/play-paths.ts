import type { PackageAnswer } from '#modules/commerce/contract';
import type { PlayAnswer, PlayRow } from '#modules/intelligence/contract';

/** Begins the key of every query about plays: an act makes all of them stale. */
export const PLAYS_KEY = ['plays'];
export const APPROVALS_KEY = ['approvals'];
export const MAIN_PUSH_KEY = ['main-push'];
/** `choices` is where `usePackages` keeps the same list for filters and forms. */
export const PACKAGES_KEY = ['choices', '/api/commerce/packages'];

const ROOT = '/api/intelligence';

export const PATHS = {
  plays: `${ROOT}/plays`,
  counts: `${ROOT}/plays/counts`,
  export: `${ROOT}/plays/export`,
  approve: `${ROOT}/plays/approve`,
  reject: `${ROOT}/plays/reject`,
  propose: `${ROOT}/plays/propose`,
  packages: `${ROOT}/packages`,
  approvals: `${ROOT}/standing-approvals`,
  statement: `${ROOT}/standing-approvals/statement`,
  mainPush: `${ROOT}/main-pushes`,
  mainPushCount: `${ROOT}/main-pushes/count`,
  mainPushAccept: `${ROOT}/main-pushes/accept`,
  mainPushDismiss: `${ROOT}/main-pushes/dismiss`,
  play: (id: string) => `${ROOT}/plays/${id}`,
  withdraw: (id: string) => `${ROOT}/plays/${id}/withdraw`,
  setting: (audienceId: string) => `${ROOT}/play-settings/${audienceId}`,
  run: (id: string) => `${ROOT}/play-runs/${id}`,
  package: (id: string) => `${ROOT}/packages/${id}`,
  revoke: (id: string) => `${ROOT}/standing-approvals/${id}/revoke`,
  communityMainPush: (id: string) => `${ROOT}/communities/${id}/main-push`,
} as const;

export type PlayState = PlayRow['state'];
export type Play = PlayAnswer;
export type Package = PackageAnswer;
