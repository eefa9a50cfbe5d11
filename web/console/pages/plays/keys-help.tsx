import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { KEYS } from './play-keys.ts';

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  if (!open) return null;
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose} width={360} closable={{ 'aria-label': '关上' }}>
      <dl className="keys-help">
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
