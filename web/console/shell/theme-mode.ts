import { useSyncExternalStore } from 'react';

export type ThemeMode = 'light' | 'dark';

const KEY = 'tw.theme';
const listeners = new Set<() => void>();
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: ThemeMode | undefined = readChosen();

function readChosen(): ThemeMode | undefined {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : undefined;
}

function current(): ThemeMode {
  return chosen ?? (prefersDark.matches ? 'dark' : 'light');
}

function apply(): void {
  document.documentElement.dataset['theme'] = current();
  for (const listener of listeners) listener();
}

apply();
prefersDark.addEventListener('change', apply);

/** Light or dark: the system's until the user chooses. */
export function useThemeMode(): { mode: ThemeMode; toggle: () => void } {
  const mode = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
  const toggle = (): void => {
    chosen = mode === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, chosen);
    apply();
  };
  return { mode, toggle };
}
