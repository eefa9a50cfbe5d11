import { addDays } from '#kernel/time';
import { PURPOSES, type Purpose } from './message.ts';

/** At most so many messages of a purpose (or of any) to one customer within so many days, whatever rules send them. */
export interface Cap {
  readonly purpose: Purpose | 'any';
  readonly most: number;
  readonly days: number;
}

export const CAPS: readonly Cap[] = [
  { purpose: 'survey', most: 1, days: 30 },
  { purpose: 'marketing', most: 3, days: 7 },
  { purpose: 'any', most: 12, days: 1 },
];

/** A message that went or will go. */
export interface Sent {
  readonly purpose: Purpose;
  readonly dueAt: Date;
}

/** The longest time that a cap looks back. */
export const CAP_DAYS = Math.max(...CAPS.map((cap) => cap.days));

/**
 * The first cap that one message more, due at `dueAt`, would break; undefined where it may go. What is to go later (in
 * the morning, say) counts as well: it was promised its place first.
 */
export function brokenCap(
  purpose: Purpose,
  dueAt: Date,
  sent: readonly Sent[],
  caps: readonly Cap[] = CAPS,
): Cap | undefined {
  return caps
    .filter((cap) => cap.purpose === 'any' || cap.purpose === purpose)
    .find((cap) => {
      const since = addDays(dueAt, -cap.days);
      const counted = sent.filter((one) => one.dueAt > since && (cap.purpose === 'any' || one.purpose === cap.purpose));
      return counted.length >= cap.most;
    });
}

/** `30 天内最多 1 条满意度回访`. */
export function sayCap(cap: Cap): string {
  const within = cap.days === 1 ? '24 小时内' : `${cap.days} 天内`;
  return `${within}最多 ${cap.most} 条${cap.purpose === 'any' ? '消息' : PURPOSES[cap.purpose]}`;
}
