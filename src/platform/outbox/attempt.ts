import { describeError } from '../telemetry/index.ts';
import type { OutboxRow } from './outbox-store.ts';

/** Pauses before the second, third, … try of an event, in milliseconds; then its aggregate is parked. */
export const PAUSES = [20, 100, 500];
const MAX_REASON = 500;

export interface DeliveryReport {
  readonly delivered: number;
  readonly parked: number;
}

/** What the console shows; a message of the database may quote a value, which `describeError` leaves out. */
export function reasonOf(error: unknown): string {
  const { type = 'Error', message } = describeError(error);
  return `${String(type)}: ${String(message)}`.slice(0, MAX_REASON);
}

export const keyOf = (row: OutboxRow): string => `${row.aggregate}/${row.aggregateId}`;
