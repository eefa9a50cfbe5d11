import { useId, useSyncExternalStore, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useModal } from './use-modal.ts';
import { Veil } from './veil.tsx';

interface Question {
  readonly title: string;
  /** What happens then. */
  readonly content: string;
  /** The verb: `删掉`, `退出`. */
  readonly confirmText: string;
  readonly cancelText: string;
}

interface Asked extends Question {
  readonly answer: (sure: boolean) => void;
}

const listeners = new Set<() => void>();
let asked: Asked | undefined;

function set(next: Asked | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks before something that cannot be taken back; answers whether to go on. Another question takes the place of an open one. */
export function ask(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    const answer = (sure: boolean): void => {
      set(undefined);
      resolve(sure);
    };
    set({ ...question, answer });
  });
}

/** Where `ask` appears; once, around the app. */
export function Questions(): ReactNode {
  const now = useSyncExternalStore(subscribe, () => asked);
  return now === undefined ? null : createPortal(<OpenQuestion key={now.title} {...now} />, document.body);
}

function OpenQuestion({ title, content, confirmText, cancelText, answer }: Asked): ReactNode {
  const id = useId();
  const body = useModal(() => answer(false));
  return (
    <Veil at="middle">
      <div
        ref={body}
        role="alertdialog"
        aria-modal
        aria-labelledby={id}
        aria-describedby={`${id}-what`}
        tabIndex={-1}
        className="question"
      >
        <h2 id={id}>{title}</h2>
        <p id={`${id}-what`}>{content}</p>
        <div className="question-answers">
          <button type="button" className="button button-plain" onClick={() => answer(false)}>
            {cancelText}
          </button>
          <button type="button" className="button button-main" onClick={() => answer(true)}>
            {confirmText}
          </button>
        </div>
      </div>
    </Veil>
  );
}
