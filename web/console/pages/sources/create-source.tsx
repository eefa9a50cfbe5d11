import { Button, Input, Modal } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { SourceAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { KIND_NAMES, readOrigins, SOURCES_KEY, SOURCES_PATH, type SourceKind } from './source-words.ts';

interface CreateSourceProps {
  readonly onClose: () => void;
  readonly onDone: (sourceId: string, writeKey: string) => void;
}

interface Draft {
  readonly name: string;
  readonly kind: Exclude<SourceKind, 'import'>;
  readonly allowedOrigins?: readonly string[];
}

const KINDS = ['server', 'web', 'app', 'chat'] as const;
const HINTS: Readonly<Record<Draft['kind'], string>> = {
  server: '收银、ERP、会员系统从服务器发。',
  web: '官网、H5、小程序从浏览器发，要写明哪些网站可以发。',
  app: '手机 App 从设备上发。',
  chat: '社区群机器人、论坛抓取转发的帖子。',
};

/** 接入数据源: name it, say what it is, get its key. */
export function CreateSource({ onClose, onDone }: CreateSourceProps): ReactNode {
  const nameId = useId();
  const sitesId = useId();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Draft['kind']>('server');
  const [sites, setSites] = useState('');
  const { origins, fault } = readOrigins(sites);
  const act = useAct(
    (body: Draft, key) => api.post<{ source: SourceAnswer; writeKey: string }>(SOURCES_PATH, { body, key }),
    { stale: [SOURCES_KEY], onDone: ({ source, writeKey }) => onDone(source.sourceId, writeKey) },
  );
  const web = kind === 'web';
  const ready = name.trim() !== '' && (!web || fault === undefined);
  const submit = (): void => void act.run({ name: name.trim(), kind, ...(web ? { allowedOrigins: origins } : {}) });
  return (
    <Modal
      open
      title="接入数据源"
      width={520}
      onCancel={onClose}
      closable={{ 'aria-label': '关上' }}
      footer={[
        <Button key="close" onClick={onClose}>
          先不了
        </Button>,
        <Button key="do" type="primary" disabled={!ready} loading={act.busy} onClick={submit}>
          生成密钥
        </Button>,
      ]}
    >
      <div className="source-form">
        <label htmlFor={nameId}>名称</label>
        <Input
          id={nameId}
          value={name}
          maxLength={60}
          placeholder="比如：门店收银系统"
          onChange={(event) => setName(event.target.value)}
        />
        <p id={`${nameId}-kind`} className="source-form-label">
          从哪里发
        </p>
        <div className="source-kinds" role="group" aria-labelledby={`${nameId}-kind`}>
          {KINDS.map((each) => (
            <button key={each} type="button" aria-pressed={each === kind} onClick={() => setKind(each)}>
              <strong>{KIND_NAMES[each]}</strong>
              <small>{HINTS[each]}</small>
            </button>
          ))}
        </div>
        {web ? (
          <>
            <label htmlFor={sitesId}>哪些网站可以发（一行一个）</label>
            <Input.TextArea
              id={sitesId}
              value={sites}
              autoSize={{ minRows: 2, maxRows: 5 }}
              placeholder="https://shop.example.com"
              onChange={(event) => setSites(event.target.value)}
            />
            {fault === undefined ? null : <p className="source-form-fault">{fault}</p>}
          </>
        ) : null}
        <ProblemLine problem={act.problem} />
      </div>
    </Modal>
  );
}
