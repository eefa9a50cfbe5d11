import { Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { GroupBuyDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Field } from '../../../parts/field.tsx';
import { CAMPAIGNS_KEY, groupBuyPath, GROUP_BUYS_KEY } from '../goods-paths.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { instantOf, localMinute, type CancelReason } from './group-buy-words.ts';

const STALE = [GROUP_BUYS_KEY, CAMPAIGNS_KEY];

/** What can be done with a group buy now: kept open for longer, closed before its time, called off. */
export function GroupBuyActs({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const mayEdit = useMay('group_buy.edit');
  const [asking, setAsking] = useState<'extend' | 'close' | 'cancel'>();
  const path = groupBuyPath(groupBuy.groupBuyId);
  const done = { stale: STALE, onDone: () => setAsking(undefined) };
  const cancel = useAct((reason: CancelReason, key) => api.post(`${path}/cancel`, { body: { reason }, key }), done);
  const { can } = groupBuy;
  if (!mayEdit || !(can.extend || can.close || can.cancel)) return null;
  const onClose = (): void => setAsking(undefined);
  const sold =
    groupBuy.orders === 0 ? '还没有人下单。' : `${count(groupBuy.orders)}单、${yuan(groupBuy.goodsFen)}原路退回。`;
  return (
    <PanelActs>
      {can.extend ? <Button onClick={() => setAsking('extend')}>改截单时间</Button> : null}
      {can.close ? <Button onClick={() => setAsking('close')}>提前截单</Button> : null}
      {can.cancel ? (
        <Button danger onClick={() => setAsking('cancel')}>
          取消这个团
        </Button>
      ) : null}
      {asking === 'extend' ? <ExtendDialog groupBuy={groupBuy} path={path} onClose={onClose} /> : null}
      {asking === 'close' ? <CloseDialog groupBuy={groupBuy} path={path} onClose={onClose} /> : null}
      {asking === 'cancel' ? (
        <CancelDialog
          title={`取消「${groupBuy.title}」`}
          lead={`${sold}取消了就不能再开回来。`}
          busy={cancel.busy}
          problem={cancel.problem}
          onSubmit={(reason) => void cancel.run(reason)}
          onClose={onClose}
        />
      ) : null}
    </PanelActs>
  );
}

const PanelActs = ({ children }: { children: ReactNode }): ReactNode => <div className="group-acts">{children}</div>;

interface DialogProps {
  readonly groupBuy: GroupBuyDetail;
  readonly path: string;
  readonly onClose: () => void;
}

function ExtendDialog({ groupBuy, path, onClose }: DialogProps): ReactNode {
  const [minute, setMinute] = useState(() => localMinute(groupBuy.cutOffAt));
  const extend = useAct((cutOffAt: string, key) => api.post(`${path}/extend`, { body: { cutOffAt }, key }), {
    stale: STALE,
    onDone: onClose,
  });
  const changed = minute !== '' && instantOf(minute) > groupBuy.cutOffAt;
  return (
    <ActDialog
      title="改截单时间"
      width={420}
      verb="改到这个时间"
      ready={changed}
      busy={extend.busy}
      onAct={() => void extend.run(instantOf(minute))}
      onClose={onClose}
    >
      <div className="form-stack">
        <Field label="截单时间" hint="只能往后延；提货日子照旧按规则算。" fault={extend.problem?.faultAt('cutOffAt')}>
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              min={localMinute(groupBuy.cutOffAt)}
              value={minute}
              onChange={(event) => setMinute(event.target.value)}
            />
          )}
        </Field>
        <ProblemLine problem={extend.problem} />
      </div>
    </ActDialog>
  );
}

function CloseDialog({ groupBuy, path, onClose }: DialogProps): ReactNode {
  const close = useAct((_: undefined, key) => api.post(`${path}/close`, { key }), { stale: STALE, onDone: onClose });
  const teams = groupBuy.teamSums?.open ?? 0;
  const footer = [
    <Button key="close" onClick={onClose}>
      先不了
    </Button>,
    <Button key="do" type="primary" loading={close.busy} onClick={() => void close.run(undefined)}>
      现在截单
    </Button>,
  ];
  return (
    <Modal open title="提前截单" onCancel={onClose} footer={footer} width={420} closable={{ 'aria-label': '关上' }}>
      <div className="cancel-dialog">
        <p>
          「{groupBuy.title}」马上不能再下单，{count(groupBuy.orders)}单进入结算。
          {teams === 0 ? '' : `${count(teams)}个没满的团会失败，钱原路退回。`}截了就不能再开回来。
        </p>
        <ProblemLine problem={close.problem} />
      </div>
    </Modal>
  );
}
