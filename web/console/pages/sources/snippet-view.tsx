import { useState, type ReactNode } from 'react';
import { CopyButton } from '../../parts/copyable.tsx';
import { snippetsOf } from './snippets.ts';

/** The ways to send, one at a time. */
export function Snippets({ writeKey }: { writeKey: string }): ReactNode {
  const snippets = snippetsOf(writeKey, window.location.origin);
  const [at, setAt] = useState(0);
  const shown = snippets[at] ?? snippets[0];
  if (shown === undefined) return null;
  return (
    <div className="snippets">
      <div className="snippets-names" role="group" aria-label="用什么发">
        {snippets.map((snippet, index) => (
          <button key={snippet.name} type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
            {snippet.name}
          </button>
        ))}
        <CopyButton text={shown.code} label="代码" />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} aria-label={`${shown.name}，${shown.where}`}>
        <code>{shown.code}</code>
      </pre>
      <p className="panel-note">{shown.where}</p>
    </div>
  );
}
