const rowOf = (lineId: string): HTMLElement | null => document.querySelector(`tr[data-row-key="${lineId}"]`);

/** The row gets the focus: keys act on it, and it is in sight. */
export function focusRow(lineId: string): void {
  const row = rowOf(lineId);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/** The amount of a row gets the focus, all of it chosen: typing replaces it. */
export function focusAmount(lineId: string): boolean {
  const field = rowOf(lineId)?.querySelector<HTMLInputElement>('.supply-amount input');
  if (field == null) return false;
  field.focus({ preventScroll: true });
  field.select();
  rowOf(lineId)?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The line of the row that something stands in. */
export const lineIdOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('tr[data-row-key]')?.dataset['rowKey'] : undefined;
