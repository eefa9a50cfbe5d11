export type { FeatureSpec } from './gbdt/bins.ts';
export { putIntoBins, type Binned, type Matrix } from './gbdt/binned.ts';
export type { Loss } from './gbdt/losses.ts';
export { gainsOf, predict, type Model } from './gbdt/model.ts';
export { help, type Workspace } from './gbdt/team.ts';
export { DEFAULT_TRAINING, train, type TrainingHooks, type TrainingSet, type TrainOptions } from './gbdt/train.ts';
