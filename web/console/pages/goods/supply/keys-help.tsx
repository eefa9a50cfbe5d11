import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { KEYS } from './supply-keys.ts';

export function KeysHelp({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose} width={440} closable={{ 'aria-label': '关上' }}>
      <dl className="supply-keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
