/** The row of a message gets the focus: keys act on it, and it is in sight. */
export function focusVoice(eventId: string): void {
  const row = document.querySelector<HTMLElement>(`[data-voice="${eventId}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
