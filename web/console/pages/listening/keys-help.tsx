import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { KEYS } from './voice-keys.ts';

export function KeysHelp({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose} width={400} closable={{ 'aria-label': '关上' }}>
      <dl className="voice-keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="panel-note">核对要先显示原文。核过一条就跳到下一条。</p>
    </Modal>
  );
}
