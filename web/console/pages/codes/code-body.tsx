import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CodeItem } from '#modules/growth/contract';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { CODE_STATES, CODE_TONES, CODES_KEY, CODES_PATH, meaningOf } from './code-words.ts';

/** One code: to print, where it hangs, what it brought, and the way to take it out of use. */
export function CodeBody({ code, onRevoked }: { code: CodeItem; onRevoked: () => void }): ReactNode {
  const now = useNow();
  return (
    <Panel>
      <Print code={code} />
      <PanelSection title="带来了什么">
        <p>
          扫了{count(code.scans)}次，约了{count(code.bookings)}个上门。
        </p>
        <p className="panel-note">同一个人同一天扫几次只算一次。</p>
      </PanelSection>
      <PanelSection title="贴在哪，算谁的">
        <Facts
          facts={[
            ['贴在', code.label],
            [
              '小区',
              code.communityId === null ? (
                '这位触点服务的小区'
              ) : (
                <Link key="place" to="/communities" search={{ open: code.communityId } as never}>
                  {code.communityName}
                </Link>
              ),
            ],
            [
              '算谁的',
              code.touchpointId === null ? (
                '谁上门算谁的'
              ) : (
                <Link key="who" to="/touchpoints" search={{ person: code.touchpointId } as never}>
                  {code.touchpointName} · {code.roleName}
                </Link>
              ),
            ],
            ['约什么', code.packageName ?? '套餐由住户选'],
            ['做的', dateTime(code.madeAt, now)],
            ['停用', code.revokedAt === null ? undefined : dateTime(code.revokedAt, now)],
          ]}
        />
        <p className="panel-note">{meaningOf(code)}</p>
      </PanelSection>
      {code.state === 'live' ? <Revoke code={code} onRevoked={onRevoked} /> : null}
    </Panel>
  );
}

function Print({ code }: { code: CodeItem }): ReactNode {
  const path = `${CODES_PATH}/${code.code}`;
  return (
    <PanelSection title="打印" action={<StateWord tone={CODE_TONES[code.state]}>{CODE_STATES[code.state]}</StateWord>}>
      <figure className="code-print">
        <img src={`${path}/qr.svg`} alt={`「${code.label}」的二维码`} width="180" height="180" />
        <figcaption>
          <strong>{code.code}</strong>
          <a href={code.url} target="_blank" rel="noreferrer">
            看扫码后的页面
          </a>
          {code.state === 'revoked' ? (
            <span>已停用，扫了也约不了。</span>
          ) : (
            <>
              <Button
                type="primary"
                href={`${path}/poster.png`}
                target="_blank"
                rel="noreferrer"
                icon={<Icon name="download" size={16} />}
              >
                打印海报
              </Button>
              <Button href={`${path}/qr.png`} download={`${code.code}.png`}>
                只要二维码
              </Button>
            </>
          )}
        </figcaption>
      </figure>
    </PanelSection>
  );
}

function Revoke({ code, onRevoked }: { code: CodeItem; onRevoked: () => void }): ReactNode {
  const [asked, setAsked] = useState(false);
  const act = useAct((_: void, key) => api.post(`${CODES_PATH}/${code.code}/revoke`, { key }), {
    stale: [CODES_KEY],
    onDone: onRevoked,
  });
  return (
    <div>
      <Button danger onClick={() => setAsked(true)}>
        停用这个码
      </Button>
      <Modal
        open={asked}
        title="停用这个码"
        okText="停用"
        cancelText="先不了"
        confirmLoading={act.busy}
        onOk={() => void act.run()}
        onCancel={() => setAsked(false)}
        width={420}
        closable={{ 'aria-label': '关上' }}
      >
        <p>
          {code.label}（{code.code}）停用以后再扫就约不了，不能恢复；已经约好的不受影响。贴出去的记得撕下来。
        </p>
        <ProblemLine problem={act.problem} />
      </Modal>
    </div>
  );
}
