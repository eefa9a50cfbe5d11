import type { RawIdentifier } from '../identity/identifier.ts';

/** What identifies the person of a row of history. */
export function identifiersOfRow(row: {
  readonly userId?: string | undefined;
  readonly phone?: string | undefined;
  readonly memberCard?: string | undefined;
}): RawIdentifier[] {
  const found: RawIdentifier[] = [];
  if (row.userId !== undefined) found.push({ kind: 'user_id', value: row.userId });
  if (row.phone !== undefined) found.push({ kind: 'phone', value: row.phone });
  if (row.memberCard !== undefined) found.push({ kind: 'member_card', value: row.memberCard });
  return found;
}
