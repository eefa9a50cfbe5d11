export type { FeatureSpec } from './gbdt/bins.ts';
export { putIntoBins, type Binned, type Matrix } from './gbdt/binned.ts';
export type { Loss } from './gbdt/losses.ts';
export { contributionsOf, type Contributions } from './gbdt/contributions.ts';
export { gainsOf, predict, type Model } from './gbdt/model.ts';
export { readModel, saveModel, UnreadableModel } from './gbdt/save-model.ts';
export { help, type Workspace } from './gbdt/team.ts';
export { DEFAULT_TRAINING, train, type TrainingHooks, type TrainingSet, type TrainOptions } from './gbdt/train.ts';
export { calibrate, quantileOf, shareUpTo, type Calibration, type Outcome } from './conformal.ts';
export { naiveOf, type Method } from './fallback.ts';
export { PanelFeatures } from './features.ts';
export {
  DEFAULT_FORECASTING,
  forecast,
  inStockTargets,
  trainForecaster,
  type Checked,
  type Forecaster,
  type Forecasts,
  type ForecastOptions,
} from './forecaster.ts';
export type { KnownColumn, Panel, SeriesFacts, Target } from './panel.ts';
export { orderLevel, type Demand } from './replenishment/order-level.ts';
export { replay, type ReplayAsked } from './replenishment/replay.ts';
export { addTotals, orderUpTo, Shelf, type ShelfTotals } from './replenishment/shelf.ts';
export { gainOf, greedyTransfer, type Move, type TransferProblem } from './replenishment/transfer.ts';
export { givesOf, stepsOf, takesOf, type Step } from './replenishment/worth.ts';
export { transferProgram, type TransferProgram } from './replenishment/transfer-program.ts';
export { fitWithin, unitsToOrder, type Packing, type Wanted } from './replenishment/order.ts';
