/**
 * While a field has the focus, the bars at the bottom stand aside for the keyboard (controls.css). A tap on a button takes
 * the focus before it is a click: the bars would come back under the finger and catch it. So the field keeps the focus
 * until the click has arrived.
 */
export function steadyTaps(): void {
  document.addEventListener('mousedown', (event) => {
    const field = document.activeElement;
    if (!(field instanceof HTMLElement) || !field.matches('.page-body .field')) return;
    if (!(event.target instanceof Element) || event.target.closest('button, a, label') === null) return;
    event.preventDefault();
    document.addEventListener('click', () => field.blur(), { once: true });
  });
}
