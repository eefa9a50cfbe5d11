import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import './copyable.css';

interface CopyProps {
  readonly text: string;
  /** What it is, for the word that it was copied. */
  readonly label: string;
}

interface CopyButtonProps extends CopyProps {
  readonly size?: 'small' | 'middle';
  readonly disabled?: boolean;
  readonly children?: ReactNode;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label, size = 'small', disabled, children = '复制' }: CopyButtonProps): ReactNode {
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
    <Button size={size} disabled={disabled} icon={<Icon name="copy" size={14} />} onClick={copy}>
      {children}
    </Button>
  );
}

/** A text to be copied whole. */
export function Copyable({ text, label }: CopyProps): ReactNode {
  return (
    <p className="copyable">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </p>
  );
}
