import { LOST_REASONS, type LostReason } from './lead.ts';

/** Why an entry stands in a timeline, where it says more than the state that the lead came to. */
const NEWS_REASONS = {
  visit_moved: '上门改了时间',
  visit_cancelled: '上门取消了',
  opportunity_closed: '销售放弃了',
} as const;

export type StepReason = LostReason | keyof typeof NEWS_REASONS;

/** The reason of a step in words. */
export function reasonName(reason: string): string {
  const names: Readonly<Record<string, string>> = { ...LOST_REASONS, ...NEWS_REASONS };
  return names[reason] ?? reason;
}
