import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { OwnConsentsAnswer, OwnMessagesAnswer } from '#modules/messaging/contract';
import { api } from '../../../shared/api.ts';
import { relativeTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Link } from '../../../shared/router.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { Card, MyPage } from '../parts/page.tsx';
import { keyOf, OWN, TOPICS } from '../paths.ts';

/** What was sent to the customer, and what may be. */
export function MessagesPage(): ReactNode {
  const [limit, setLimit] = useState(20);
  const queryKey = [...keyOf('messages'), limit];
  const query = useQuery({ queryKey, queryFn: () => api.get<OwnMessagesAnswer>(OWN.messages, { query: { limit } }) });
  useLiveQuery(TOPICS.messages, queryKey);
  const unread = query.data?.unread ?? 0;
  useEffect(() => {
    // Looked at is read; nothing is lost when this fails.
    if (unread > 0) void api.post(`${OWN.messages}/read`, { body: {} }).catch(() => undefined);
  }, [unread]);
  return (
    <MyPage title="消息">
      <Await query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title="还没有消息" hint="预约、上门、报价、验收有了进展，会在这里告诉你。" />
          ) : (
            <Card>
              <ul className="my-inbox">
                {items.map((it) => (
                  <li key={it.messageId}>
                    <Link to={it.link} className={it.readAt === null ? 'my-unread' : ''}>
                      <strong>{it.title}</strong>
                      <span>{it.body}</span>
                      <small>{relativeTime(it.deliveredAt)}</small>
                    </Link>
                  </li>
                ))}
              </ul>
              {nextCursor === null ? null : (
                <button type="button" className="my-quiet" onClick={() => setLimit((now) => Math.min(200, now + 40))}>
                  再看一些
                </button>
              )}
            </Card>
          )
        }
      </Await>
      <Consents />
    </MyPage>
  );
}

/** Taking back is as easy as giving (PIPL art. 15): one tap either way. */
function Consents(): ReactNode {
  const queryKey = keyOf('consents');
  const query = useQuery({ queryKey, queryFn: () => api.get<OwnConsentsAnswer>(OWN.consents) });
  const change = useAct(
    (input: { purpose: string; given: boolean; version: string }, key: string) =>
      api.put(OWN.consents, { body: input, key }),
    { stale: [queryKey] },
  );
  return (
    <Await query={query}>
      {({ items }) => (
        <Card title="通知设置">
          {items.map((it) => (
            <div key={it.purpose} className="my-switch">
              <span id={`consent-${it.purpose}`}>
                <strong>{it.name}</strong>
                <small>{it.text}</small>
              </span>
              <input
                type="checkbox"
                aria-labelledby={`consent-${it.purpose}`}
                checked={it.given}
                disabled={change.busy}
                onChange={() => void change.run({ purpose: it.purpose, given: !it.given, version: it.version })}
              />
            </div>
          ))}
          <ProblemLine problem={change.problem} />
          <p className="my-note">跟你订单有关的通知总会发；上面的可以随时关掉，不影响任何服务。</p>
        </Card>
      )}
    </Await>
  );
}
