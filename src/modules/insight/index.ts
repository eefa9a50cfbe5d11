export { insightModule } from './module.ts';

// Reads for a user, within their scope.
export { readFlywheel } from './flywheel/read-flywheel.ts';
export { readStage } from './flywheel/read-stage.ts';
export { exportStage } from './flywheel/export-stage.ts';
export { METRICS, type Metric } from './flywheel/metric.ts';

export { readBoard } from './board/read-board.ts';
export { exportBoard } from './board/export-board.ts';
export { readDashboard } from './board/read-dashboard.ts';

// Verbs.
export { auditDeals } from './deals/audit-deals.ts';
export { recordDeals } from './deals/record-deals.ts';
export { auditRollup, rebuildRollup } from './facts/audit-rollup.ts';
export { recordFacts } from './facts/record-facts.ts';
export type { StageFact } from './facts/fact.ts';
