import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ClaimableAnswer, ClaimDetail, OpenClaimForBody, OrderDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field } from '../../../parts/field.tsx';
import { TICKETS_KEY } from '../../service/service-paths.ts';
import { CLAIMS_KEY, MONEY_KEYS, ORDERS_PATH, PARCELS_KEY } from '../deals-paths.ts';
import { bodyOf, emptyDraft, faultOf, KINDS, worthOf, type ClaimDraft } from './claim-draft.ts';
import '../deals.css';

type TicketId = NonNullable<OpenClaimForBody['ticketId']>;

interface ClaimForProps {
  readonly order: Pick<OrderDetail, 'orderId'>;
  /** The ticket that it comes of: it stands in its timeline. */
  readonly ticketId?: TicketId;
  /** What comes after it; without it the claim is opened. */
  readonly onDone?: (claim: ClaimDetail) => void;
  readonly onClose: () => void;
}

/** A customer called: what is wrong with what they got, in their words; it is decided in the queue of claims. */
export function ClaimFor({ order, ticketId, onDone, onClose }: ClaimForProps): ReactNode {
  const path = `${ORDERS_PATH}/${order.orderId}`;
  const [draft, setDraft] = useState(emptyDraft);
  const navigate = useNavigate();
  const openClaim = ({ claimId }: ClaimDetail): void =>
    void navigate({ to: '/deals/claims', search: { claim: claimId, state: 'all' } as never });
  const query = useQuery({
    queryKey: [...CLAIMS_KEY, 'claimable', order.orderId],
    queryFn: ({ signal }) => api.get<ClaimableAnswer>(`${path}/claimable`, { signal }),
  });
  const act = useAct((body: OpenClaimForBody, key) => api.post<ClaimDetail>(`${path}/claims`, { body, key }), {
    stale: [CLAIMS_KEY, PARCELS_KEY, ...MONEY_KEYS, ...(ticketId === undefined ? [] : [TICKETS_KEY])],
    onDone: (claim) => (onDone ?? openClaim)(claim),
  });
  const lines = query.data?.lines ?? [];
  const fault = faultOf(draft);
  const worth = worthOf(draft, lines);
  return (
    <ActDialog
      title="代客申请售后"
      width={560}
      verb={worth === 0 ? '登记' : `登记，${yuan(worth)}`}
      ready={fault === undefined}
      busy={act.busy}
      onAct={() => void act.run({ ...bodyOf(draft), ...(ticketId === undefined ? {} : { ticketId }) })}
      onClose={onClose}
    >
      <Await query={query}>
        {(claimable) => (
          <div className="form-stack">
            <Lines lines={claimable.lines} draft={draft} setDraft={setDraft} />
            {claimable.lines.every((line) => line.claimable === 0) ? null : (
              <Said reasons={claimable.reasons} draft={draft} setDraft={setDraft} />
            )}
            <ProblemLine problem={act.problem} />
            {fault === undefined || worth === 0 ? null : <p className="deal-fault">{fault}</p>}
          </div>
        )}
      </Await>
    </ActDialog>
  );
}

interface PartProps {
  readonly draft: ClaimDraft;
  readonly setDraft: (draft: ClaimDraft) => void;
}

/** What of each line can still be claimed; why not, where nothing can. */
function Lines({ lines, draft, setDraft }: PartProps & { readonly lines: ClaimableAnswer['lines'] }): ReactNode {
  return (
    <table className="deal-lines">
      <thead>
        <tr>
          <th scope="col">商品</th>
          <th scope="col">有问题的数量</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.lineNo}>
            <th scope="row">
              {line.name}
              <small>
                {line.claimable === 0
                  ? (line.why ?? '没有能申请的了')
                  : `最多 ${line.claimable}${line.unit}${line.until === null ? '' : `，${dateTime(line.until)} 前`}`}
              </small>
            </th>
            <td>
              <InputNumber<number>
                aria-label={`${line.name}有问题的数量`}
                min={0}
                max={line.claimable}
                precision={0}
                disabled={line.claimable === 0}
                suffix={line.unit}
                value={draft.units[line.lineNo] ?? null}
                onChange={(units) => setDraft({ ...draft, units: { ...draft.units, [line.lineNo]: units ?? 0 } })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Said({ reasons, draft, setDraft }: PartProps & { readonly reasons: ClaimableAnswer['reasons'] }): ReactNode {
  return (
    <>
      <Chips label="顾客要什么" options={KINDS} value={draft.kind} onChange={(kind) => setDraft({ ...draft, kind })} />
      <Field label="原因">
        {(id) => (
          <Select
            id={id}
            placeholder="选一个原因"
            value={draft.reason ?? null}
            options={reasons.map(({ reason, name }) => ({ value: reason, label: name }))}
            onChange={(reason) => setDraft({ ...draft, reason: reason ?? undefined })}
          />
        )}
      </Field>
      <Field label="顾客怎么说" hint="写清楚，定的人看不到照片。">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={draft.words}
            onChange={(event) => setDraft({ ...draft, words: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
