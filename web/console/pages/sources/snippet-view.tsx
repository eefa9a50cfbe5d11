import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
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

function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const { message } = App.useApp();
  const copy = (): void => {
    // Undefined where the page is served without TLS.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => void message.success(`${label}已复制`),
      () => void message.error('浏览器不让复制，请手动选中'),
    );
  };
  return (
    <Button size="small" icon={<Icon name="copy" size={14} />} onClick={copy}>
      复制
    </Button>
  );
}

/** A text to be copied whole. */
export function Copyable({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <p className="source-key-line">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </p>
  );
}
