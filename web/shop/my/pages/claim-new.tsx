import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ClaimableAnswer, OpenClaimBody, OwnClaim } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Await, Empty, ProblemLine, Skeleton } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { Picture } from '../../parts/picture.tsx';
import { Stepper } from '../../parts/stepper.tsx';
import {
  bodyOf,
  chosenUnits,
  EMPTY_DRAFT,
  KINDS,
  MAX_PHOTOS,
  missingWords,
  reasonsFor,
  sumBack,
  withKind,
  withUnits,
  type ClaimDraft,
} from '../goods/claim-draft.ts';
import { specBeside } from '../goods/order-words.ts';
import { Card, MyPage } from '../parts/page.tsx';
import { PhotoPicker } from '../parts/photo-picker.tsx';
import { keyOf, OWN } from '../paths.ts';

/** Something is wrong with what was bought: which, how many, what, with photos. */
export function NewClaimPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const orderId = params['orderId'] ?? '';
  const query = useQuery({
    queryKey: ['own', 'claimable', orderId],
    queryFn: () => api.get<ClaimableAnswer>(`${OWN.orders}/${encodeURIComponent(orderId)}/claimable`),
  });
  return (
    <MyPage title="申请售后" back={`/my/orders/${orderId}`}>
      <Await query={query} loading={<Skeleton rows={8} />}>
        {(answer) => <ClaimForm orderId={orderId} answer={answer} />}
      </Await>
    </MyPage>
  );
}

function ClaimForm({ orderId, answer }: { orderId: string; answer: ClaimableAnswer }): ReactNode {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [sending, setSending] = useState(false);
  const open = useAct(
    (body: OpenClaimBody, key: string) => api.post<OwnClaim>(`${OWN.orders}/${orderId}/claims`, { body, key }),
    {
      stale: [keyOf('claims'), keyOf('orders'), ['own', 'claimable', orderId]],
      onDone: ({ claimId }) => navigate(`/my/claims/${claimId}`, { replace: true }),
    },
  );
  if (answer.lines.every(({ claimable }) => claimable === 0)) {
    const [first] = answer.lines;
    return <Empty title="现在没有可以申请售后的" hint={first?.why ?? '东西拿到手以后才能申请。'} />;
  }
  const reasons = [...reasonsFor(draft.kind, answer.reasons)];
  const missing = missingWords(draft, answer.reasons);
  const needsPhoto = reasons.find(({ reason }) => reason === draft.reason)?.needsPhoto ?? false;
  return (
    <>
      <Lines lines={answer.lines} draft={draft} onChange={setDraft} />
      <What draft={draft} reasons={reasons} onChange={setDraft} />
      <Card title={needsPhoto ? '拍照片' : '照片（可不拍）'}>
        {needsPhoto ? <p className="my-note">拍清楚问题在哪，处理得更快。</p> : null}
        <PhotoPicker
          most={MAX_PHOTOS}
          onChange={(photoIds) => setDraft((before) => ({ ...before, photoIds }))}
          onBusy={setSending}
        />
      </Card>
      <div className="my-paybar" role="region" aria-label="提交">
        <ProblemLine problem={open.problem} />
        <p className="my-claim-sum">
          <span>{draft.kind === 'exchange' ? '换的东西值' : '预计退回'}</span>
          <strong>{money(sumBack(draft, answer.lines))}</strong>
        </p>
        <button
          type="button"
          className="my-main"
          disabled={open.busy || sending || missing !== null}
          onClick={() => void open.run(bodyOf(draft))}
        >
          {open.busy ? '正在提交…' : sending ? '照片还在传…' : (missing ?? `提交，${chosenUnits(draft)}件`)}
        </button>
      </div>
    </>
  );
}

interface WhatProps {
  readonly draft: ClaimDraft;
  readonly reasons: ClaimableAnswer['reasons'];
  readonly onChange: (draft: ClaimDraft) => void;
}

/** What is wanted, and why. */
function What({ draft, reasons, onChange }: WhatProps): ReactNode {
  return (
    <>
      <Card title="想怎么处理？">
        <div className="my-kinds" role="radiogroup" aria-label="想怎么处理">
          {KINDS.map(({ kind, name, hint }) => (
            <button
              key={kind}
              type="button"
              role="radio"
              aria-checked={draft.kind === kind}
              onClick={() => onChange(withKind(draft, kind))}
            >
              <strong>{name}</strong>
              <small>{hint}</small>
            </button>
          ))}
        </div>
      </Card>
      <Card title="哪里不对？">
        <div className="my-chips" role="group" aria-label="原因">
          {reasons.map(({ reason, name }) => (
            <button
              key={reason}
              type="button"
              aria-pressed={draft.reason === reason}
              onClick={() => onChange({ ...draft, reason })}
            >
              {name}
            </button>
          ))}
        </div>
        <label htmlFor="claim-words">说一说（可不填，只有处理的人看得到）</label>
        <textarea
          id="claim-words"
          rows={3}
          maxLength={500}
          value={draft.words}
          onChange={(event) => onChange({ ...draft, words: event.target.value })}
        />
      </Card>
    </>
  );
}

interface LinesProps {
  readonly lines: ClaimableAnswer['lines'];
  readonly draft: ClaimDraft;
  readonly onChange: (draft: ClaimDraft) => void;
}

function Lines({ lines, draft, onChange }: LinesProps): ReactNode {
  return (
    <Card title="哪件有问题？">
      <ul className="my-goods">
        {lines.map((line) => (
          <li key={line.lineNo} className={line.claimable === 0 ? 'my-goods-off' : undefined}>
            <Picture fileId={line.imageId} size={72} />
            <span className="my-goods-facts">
              <strong>{line.name}</strong>
              <small>
                {specBeside(line) === '' ? '' : `${specBeside(line)} · `}
                {line.claimable > 0 ? `可申请${line.claimable}${line.unit}` : (line.why ?? '不能申请')}
              </small>
              {line.claimable > 0 && line.until !== null ? <small>{dateTime(line.until)}前可申请</small> : null}
            </span>
            {line.claimable === 0 ? null : (
              <Stepper
                name={line.name}
                value={draft.units[line.lineNo] ?? 0}
                max={line.claimable}
                onChange={(quantity) => onChange(withUnits(draft, line, quantity))}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
