import { useRef, useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';

interface CopyWordsProps {
  /** Asked when it is tapped: it holds the address of the page. */
  readonly words: () => string;
  readonly label: string;
  readonly done: string;
  readonly className?: string;
}

/** Copies words for a chat. Where the clipboard is forbidden they are shown, to be copied by hand. */
export function CopyWords({ words, label, done, className = 'shop-quiet' }: CopyWordsProps): ReactNode {
  const [state, setState] = useState<'ready' | 'copied' | 'by hand'>('ready');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = (): void => {
    const it = words();
    setText(it);
    const byHand = (): void => {
      setState('by hand');
      requestAnimationFrame(() => field.current?.select());
    };
    if (navigator.clipboard === undefined) byHand();
    else navigator.clipboard.writeText(it).then(() => setState('copied'), byHand);
  };
  return (
    <>
      <button type="button" className={className} onClick={copy}>
        <Icon name={state === 'copied' ? 'sent' : 'copy'} size={18} />
        {state === 'copied' ? done : label}
      </button>
      <span className="visually-hidden" role="status">
        {state === 'copied' ? done : ''}
      </span>
      {state === 'by hand' ? (
        <textarea ref={field} className="shop-words" readOnly rows={6} value={text} aria-label="长按全选后复制" />
      ) : null}
    </>
  );
}
