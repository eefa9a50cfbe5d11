export { demoAccounts } from './load/accounts.ts';
export { isWorldLoaded, loadWorld, type Progress } from './load/load-world.ts';
export { LiveWorld, type LiveWorldOptions } from './live/live-world.ts';
export { liveWorldRoutes } from './live/routes.ts';
export { openWorld, writeKeysIn } from './world-file.ts';
export type { World } from './world/index.ts';
