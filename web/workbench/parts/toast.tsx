import { useSyncExternalStore, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';

interface Said {
  readonly text: string;
  readonly tone: 'good' | 'kept' | 'bad';
  readonly key: number;
}

/** Long enough to read a sentence at fifty, short enough not to be in the way. */
const SHOWN_MS = 3_600;

const listeners = new Set<() => void>();
let said: Said | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells in one sentence what has just happened. */
export function say(text: string, tone: Said['tone'] = 'good'): void {
  said = { text, tone, key: (said?.key ?? 0) + 1 };
  clearTimeout(timer);
  timer = setTimeout(() => {
    said = undefined;
    tell();
  }, SHOWN_MS);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where `say` appears; once, in the shell. */
export function Toasts(): ReactNode {
  const now = useSyncExternalStore(subscribe, () => said);
  return (
    <div className="toast-place" role="status">
      {now === undefined ? null : (
        <p key={now.key} className={`toast toast-${now.tone}`}>
          <Icon name={now.tone === 'good' ? 'sent' : now.tone === 'kept' ? 'waiting' : 'alert'} size={22} />
          <span>{now.text}</span>
        </p>
      )}
    </div>
  );
}
