export { demoAccounts } from './load/accounts.ts';
export { isWorldLoaded, loadWorld, type Progress } from './load/load-world.ts';
export { openWorld } from './world-file.ts';
export type { World } from './world/index.ts';
