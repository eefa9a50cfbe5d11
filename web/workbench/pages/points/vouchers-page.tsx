import { useState, type ReactNode } from 'react';
import type { VoucherToTake } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct, type Act } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { VOUCHERS } from '../../my/trade-paths.ts';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { CodeField } from '../pickup/code-sheet.tsx';
import { canScan, Scanner } from '../pickup/scanner.tsx';
import '../pickup/pickup.css';

const DIGITS = 10;
const isVoucher = (text: string): boolean => /^\d{10}$/.test(text);

/** 收兑换券: ten digits or a scan, what it is for, then taken once; taken back while the server lets one. */
export function VouchersPage(): ReactNode {
  const [code, setCode] = useState<string>();
  const [taken, setTaken] = useState<VoucherToTake>();
  const [round, setRound] = useState(0);
  const [scanning, setScanning] = useState(false);
  const lookUp = useAct(
    (asked: string, key: string) => api.post<VoucherToTake>(`${VOUCHERS}/look-up`, { body: { code: asked }, key }),
    {
      onDone: (_voucher, asked) => {
        setCode(asked);
        setTaken(undefined);
        setScanning(false);
      },
    },
  );
  const take = useAct(
    (asked: string, key: string) => api.post<VoucherToTake>(`${VOUCHERS}/take`, { body: { code: asked }, key }),
    {
      onDone: (voucher) => {
        setTaken(voucher);
        setCode(undefined);
        lookUp.forget();
        setRound(round + 1);
        say('收好了，把东西给邻居');
      },
    },
  );
  const found = code === undefined ? undefined : lookUp.answer;
  return (
    <Page
      title="收兑换券"
      parent="/me"
      answer="邻居用积分换的，报 10 位券码"
      next={
        found === undefined ? (
          canScan() ? (
            <button type="button" className="button button-second" onClick={() => setScanning(true)}>
              <Icon name="code" size={22} /> 扫码
            </button>
          ) : undefined
        ) : (
          <Take voucher={found} act={take} onTake={() => code !== undefined && void take.run(code)} />
        )
      }
    >
      <section className="card" aria-label="券码">
        <CodeField
          key={round}
          label="10 位券码"
          digits={DIGITS}
          busy={lookUp.busy}
          problem={lookUp.problem}
          onCode={(asked) => void lookUp.run(asked)}
        />
      </section>
      {found === undefined ? null : <Voucher voucher={found} />}
      {taken === undefined ? null : <Taken voucher={taken} onUndone={() => setTaken(undefined)} />}
      {scanning ? (
        <Scanner
          wants={isVoucher}
          busy={lookUp.busy}
          problem={lookUp.problem}
          onFound={(text) => void lookUp.run(text)}
          onDigits={() => setScanning(false)}
          onClose={() => setScanning(false)}
        />
      ) : null}
    </Page>
  );
}

interface TakeProps {
  readonly voucher: VoucherToTake;
  readonly act: Act<string, VoucherToTake>;
  readonly onTake: () => void;
}

function Take({ voucher, act, onTake }: TakeProps): ReactNode {
  if (voucher.why !== null) return <p className="next-note">换一个码再查，或让邻居看看券是不是这里收。</p>;
  return (
    <>
      <ProblemLine problem={act.problem} />
      <button type="button" className="button button-main" disabled={act.busy} onClick={onTake}>
        {act.busy ? '正在核销…' : `核销，交「${voucher.title}」`}
      </button>
    </>
  );
}

function Voucher({ voucher }: { voucher: VoucherToTake }): ReactNode {
  return (
    <section className={voucher.why === null ? 'card card-system' : 'card card-people'} aria-labelledby="voucher">
      <h2 id="voucher">{voucher.title}</h2>
      {voucher.why === null ? null : (
        <p className="parcel-blocked" role="alert">
          <Icon name="alert" size={20} />
          <span>收不了：{voucher.why}</span>
        </p>
      )}
      <dl className="facts">
        <dt>邻居</dt>
        <dd>{voucher.customerName || '没留名'}</dd>
        <dt>是什么</dt>
        <dd>{voucher.kindName}</dd>
        <dt>到期</dt>
        <dd>{dateTime(voucher.validUntil)}</dd>
        <dt>在哪收</dt>
        <dd>{voucher.placeName}</dd>
      </dl>
    </section>
  );
}

function Taken({ voucher, onUndone }: { voucher: VoucherToTake; onUndone: () => void }): ReactNode {
  const now = useNow(10_000);
  const undo = useAct(
    (voucherId: string, key: string) => api.post<VoucherToTake>(`${VOUCHERS}/${voucherId}/undo`, { key }),
    {
      onDone: () => {
        say('撤销了，券还能用');
        onUndone();
      },
    },
  );
  const may = voucher.undoUntil !== null && Date.parse(voucher.undoUntil) > now;
  return (
    <section className="card" aria-label="刚收的">
      <p>
        刚收了 {voucher.customerName || '邻居'} 的「{voucher.title}」。
      </p>
      <ProblemLine problem={undo.problem} />
      {may ? (
        <button
          type="button"
          className="button button-plain"
          disabled={undo.busy}
          onClick={() => void undo.run(voucher.voucherId)}
        >
          收错了，撤销
        </button>
      ) : null}
    </section>
  );
}
