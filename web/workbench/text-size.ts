import { useSyncExternalStore } from 'react';

/** How large the workbench writes. `large` is a quarter more; all sizes in its styles are in rem. */
export type TextSize = 'standard' | 'large';

const KEY = 'tw.text-size';
const changed = new Set<() => void>();
let size: TextSize = read();

function read(): TextSize {
  try {
    return localStorage.getItem(KEY) === 'large' ? 'large' : 'standard';
  } catch {
    return 'standard';
  }
}

/** Called once before the first view, so that nothing jumps. */
export function applyTextSize(): void {
  document.documentElement.dataset['text'] = size;
}

export function setTextSize(next: TextSize): void {
  size = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden: it lasts until the page is closed.
  }
  applyTextSize();
  for (const listener of changed) listener();
}

export function useTextSize(): TextSize {
  return useSyncExternalStore(
    (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    () => size,
  );
}
