import { useEffect, useEffectEvent } from 'react';

/** What is done on a key: `j`, `?`, `Enter`, `Escape`. Keys of the address bar and of the browser stay theirs. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
}

/** Where a key was pressed: `text` types it, `control` answers Enter itself, `dialog` stands over the page. */
export type PressedIn = 'page' | 'text' | 'control' | 'panel' | 'panel-control' | 'dialog';

/** The shortcut that a press means there; undefined where it means something else. */
export function shortcutOf(press: Press, pressedIn: PressedIn): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented || press.isComposing) return undefined;
  if (pressedIn === 'text' || pressedIn === 'dialog') return undefined;
  if (press.key === 'Enter' && pressedIn.endsWith('control')) return undefined;
  // The panel gives Escape to its own page.
  if (press.key === 'Escape' && pressedIn.startsWith('panel')) return undefined;
  return press.key.length === 1 ? press.key.toLowerCase() : press.key;
}

/** Keys of a page, while it is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = shortcutOf(event, pressedInOf(event.target));
    const act = key === undefined ? undefined : shortcuts[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

const TEXT = 'textarea, select, [contenteditable], [role=combobox], input:not([type=checkbox], [type=radio])';

function pressedInOf(target: EventTarget | null): PressedIn {
  if (document.querySelector('dialog[open], .ant-modal-wrap:not([style*="none"])') !== null) return 'dialog';
  if (!(target instanceof Element)) return 'page';
  if (target.closest(TEXT) !== null) return 'text';
  if (target.closest('.ant-dropdown, .ant-popover, [role=menu], [role=listbox]') !== null) return 'dialog';
  const panel = target.closest('.side-panel') !== null;
  if (target.closest('a, button, summary') !== null) return panel ? 'panel-control' : 'control';
  return panel ? 'panel' : 'page';
}
