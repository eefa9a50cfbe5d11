import { useEffect, useRef, type ReactNode } from 'react';

/** The words, selected, for phones that let no page copy. */
export function ByHand({ text, onDone }: { text: string; onDone: () => void }): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div className="page-stack">
      <p>这部手机不让网页复制。长按下面的文字，选「全选」再「复制」。</p>
      <textarea ref={field} className="field" aria-label="要复制的文字" rows={6} readOnly value={text} />
      <button type="button" className="button button-main" onClick={onDone}>
        好了
      </button>
    </div>
  );
}
