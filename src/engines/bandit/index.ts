export {
  drawArm,
  MAIN_PUSH_SETTINGS,
  proposeMainPush,
  type ArmOutlook,
  type MainPushInput,
  type MainPushProposal,
  type MainPushReasons,
  type MainPushSettings,
} from './main-push.ts';
export {
  estimateRates,
  type Arm,
  type ArmResult,
  type BanditCommunity,
  type Rates,
  type Strengths,
  type Tally,
} from './rates.ts';
