import { Button } from 'antd';
import { useState, type ReactNode } from 'react';

interface TakeBackProps {
  /** What goes, for who cannot see the line that the button stands in. */
  readonly name: string;
  readonly busy: boolean;
  readonly onDo: () => void;
}

/** Takes a setting back at the second press. */
export function TakeBack({ name, busy, onDo }: TakeBackProps): ReactNode {
  const [isSure, setIsSure] = useState(false);
  return (
    <Button
      size="small"
      type="text"
      danger={isSure}
      loading={busy}
      onBlur={() => setIsSure(false)}
      onClick={() => (isSure ? onDo() : setIsSure(true))}
    >
      {isSure ? '再点一下去掉' : '去掉'}
      <span className="visually-hidden">{name}</span>
    </Button>
  );
}
