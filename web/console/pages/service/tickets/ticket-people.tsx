import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ClaimDetail } from '#modules/commerce/contract';
import type { TicketDetail } from '#modules/desk/contract';
import type { AlertPeople } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { count, date, relativeTime, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await, Skeleton } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { CLAIM_TOPICS } from '../../deals/deals-paths.ts';
import { ClaimFor } from '../../deals/orders/claim-for.tsx';
import { alertPath } from '../../listening/listening-paths.ts';
import { TICKETS_KEY } from '../service-paths.ts';
import {
  firstOf,
  inOrder,
  mayBeClaimed,
  ordersInOrder,
  orderTone,
  peopleSentence,
  personName,
  restSentence,
  type Bought,
  type Person,
} from './people-words.ts';

const NO_TOPICS: readonly string[] = [];

/** Who complains, and what they bought of late: what is wrong with it is claimed for them here. */
export function TicketPeople({ ticket }: { ticket: TicketDetail }): ReactNode {
  const { cityId, subject } = ticket;
  const queryKey = [...TICKETS_KEY, 'people', cityId, subject.id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<AlertPeople>(`${alertPath(`${cityId}/${subject.id}`)}/people`, { signal }),
  });
  // What was claimed is given back some time later.
  useLiveQuery(useMay('claim.read') ? CLAIM_TOPICS : NO_TOPICS, queryKey);
  return (
    <PanelSection title="谁在说，买过什么">
      <Await query={query} loading={<Skeleton rows={3} />}>
        {(answer) => <People ticket={ticket} answer={answer} />}
      </Await>
    </PanelSection>
  );
}

function People({ ticket, answer }: { ticket: TicketDetail; answer: AlertPeople }): ReactNode {
  const mayReadOrders = useMay('order.read');
  const mayClaim = [useMay('claim.act'), useMay('ticket.act'), ticket.state !== 'done'].every(Boolean);
  const [showsAll, setShowsAll] = useState(false);
  const [claiming, setClaiming] = useState<Bought>();
  const [claimed, setClaimed] = useState<readonly ClaimDetail[]>([]);
  const { shown, more } = firstOf(inOrder(answer.items), 5, showsAll);
  return (
    <>
      <p className="ticket-people-said">{peopleSentence(answer, mayReadOrders)}</p>
      <ul className="ticket-people">
        {shown.map((person, at) => (
          <li key={person.profileId ?? `nobody-${at}`}>
            <Who person={person} />
            <Orders orders={person.orders} claimed={claimed} onClaim={mayClaim ? setClaiming : undefined} />
          </li>
        ))}
      </ul>
      {more === 0 ? null : (
        <Button size="small" onClick={() => setShowsAll(true)}>
          还有 {count(more)} 人
        </Button>
      )}
      {restSentence(answer) === '' ? null : <p className="panel-note">{restSentence(answer)}</p>}
      {mayReadOrders && answer.items.every(({ orders }) => orders.length === 0) ? (
        <Link to="/deals/orders" search={{ community: ticket.communityId, period: '30', state: 'all' } as never}>
          去这个小区的订单里找
        </Link>
      ) : null}
      {claiming === undefined ? null : (
        <ClaimFor
          order={claiming}
          ticketId={ticket.ticketId}
          onDone={(claim) => {
            setClaimed([...claimed, claim]);
            setClaiming(undefined);
          }}
          onClose={() => setClaiming(undefined)}
        />
      )}
    </>
  );
}

function Who({ person }: { person: Person }): ReactNode {
  const now = useNow();
  const { profileId, messages, lastAt } = person;
  const name = personName(person);
  return (
    <p className="ticket-person">
      {useMay('cdp.read') && profileId !== null ? (
        <Link to="/sources/people" search={{ person: profileId } as never}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      <small>
        {count(messages)} 条，{relativeTime(lastAt, now)}
      </small>
    </p>
  );
}

interface OrdersProps {
  readonly orders: readonly Bought[];
  /** What was claimed since the page is open. */
  readonly claimed: readonly ClaimDetail[];
  /** Absent for whoever may not. */
  readonly onClaim: ((order: Bought) => void) | undefined;
}

/** What somebody bought. */
function Orders({ orders, claimed, onClaim }: OrdersProps): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  const { shown, more } = firstOf(ordersInOrder(orders), 2, showsAll);
  return (
    <>
      {shown.map((order) => (
        <Order
          key={order.orderId}
          order={order}
          claimed={claimed.filter(({ orderId }) => orderId === order.orderId)}
          onClaim={onClaim !== undefined && mayBeClaimed(order) ? () => onClaim(order) : undefined}
        />
      ))}
      {more === 0 ? null : (
        <Button className="ticket-more" size="small" onClick={() => setShowsAll(true)}>
          还有 {count(more)} 单
        </Button>
      )}
    </>
  );
}

interface OrderProps {
  readonly order: Bought;
  readonly claimed: readonly ClaimDetail[];
  /** Absent where nothing can be claimed. */
  readonly onClaim: (() => void) | undefined;
}

function Order({ order, claimed, onClaim }: OrderProps): ReactNode {
  const now = useNow();
  const { orderId, orderNumber, title, stateName, totalFen, refundedFen, placedAt } = order;
  return (
    <div className="ticket-bought">
      <p>
        <span className="ticket-bought-title">{title}</span>
        <strong>{yuan(totalFen)}</strong>
      </p>
      <p>
        <Link to="/deals/orders" search={{ order: orderId, state: 'all' } as never}>
          {orderNumber}
        </Link>
        <StateWord tone={orderTone(order)}>{stateName}</StateWord>
        <small>
          {date(placedAt, now)}
          {refundedFen === 0 ? '' : ` · 退了${yuan(refundedFen)}`}
        </small>
        {onClaim === undefined ? null : (
          <Button size="small" aria-label={`代客退 ${orderNumber}`} onClick={onClaim}>
            代客退
          </Button>
        )}
      </p>
      {claimed.map(({ claimId, stateName }) => (
        <p key={claimId} className="ticket-claimed" role="status">
          售后登记好了，{stateName}。
        </p>
      ))}
    </div>
  );
}
