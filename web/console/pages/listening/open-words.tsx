import { Button } from 'antd';
import type { ReactNode } from 'react';

/** Words stay sealed until somebody asks for them: masked, and kept in the audit with who read them. */
export function OpenWords({ busy, onOpen }: { busy: boolean; onOpen: () => void }): ReactNode {
  return (
    <Button size="small" loading={busy} title="手机号、门牌、称呼会遮住；谁在什么时候看过会留下记录" onClick={onOpen}>
      显示原文（脱敏，留痕）
    </Button>
  );
}
