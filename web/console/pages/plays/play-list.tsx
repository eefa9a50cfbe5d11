import { Button, Checkbox } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import type { PlayRow } from '#modules/intelligence/contract';
import { shortTimeLeft, yuan } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { ByMark } from '../../../shared/reasons.tsx';
import { useMe } from '../../../shared/session.tsx';
import { ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { decisionOf, reasonsBeside, rolesInShort } from './play-words.ts';
import type { PlayDesk } from './use-play-desk.ts';

/** Reasons that a row has room for; the panel has them all. */
const ROW_REASONS = 3;
const URGENT_MS = 24 * 3_600_000;

/** The proposals as dense rows: where, what, why, until when, for how much. */
export function PlayList({ desk, empty }: { desk: PlayDesk; empty: ReactNode }): ReactNode {
  const { list, rows } = desk;
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={10} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (rows.length === 0 && !list.loading) return empty;
  const choosable = desk.mayDecide && desk.state === 'proposed';
  return (
    <section className="play-list" aria-label="方案" aria-busy={list.loading}>
      <ProblemLine problem={list.problem} />
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} desk={desk} choosable={choosable} />
        ))}
      </ul>
      {list.hasMore ? (
        <Button block className="play-list-more" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </section>
  );
}

function Row({ row, desk, choosable }: { row: PlayRow; desk: PlayDesk; choosable: boolean }): ReactNode {
  const me = useMe();
  const now = useNow();
  const element = useRef<HTMLLIElement>(null);
  const atHand = desk.atHand?.id === row.id;
  useEffect(() => {
    if (atHand) element.current?.scrollIntoView({ block: 'nearest' });
  }, [atHand]);
  const chosen = desk.chosen.includes(row);
  const decided = decisionOf(row, me.userId, now);
  return (
    <li
      ref={element}
      className={choosable ? 'play-row' : 'play-row play-row-read'}
      data-at-hand={atHand || undefined}
      aria-current={desk.openId === row.id ? 'true' : undefined}
    >
      {choosable ? (
        <Checkbox
          className="play-row-choose"
          checked={chosen}
          aria-label={`选上 ${row.communityName} ${row.packageName}`}
          onChange={() => desk.toggle(row.id)}
        />
      ) : null}
      <div className="play-row-place">
        <button
          type="button"
          className="play-row-open"
          onClick={() => desk.open(row.id)}
          onFocus={() => desk.point(row.id)}
        >
          {row.communityName}
        </button>
        <span>{row.cityName}</span>
        {row.audienceName === null ? null : <span>{row.audienceName}</span>}
      </div>
      <div className="play-row-what">
        <p className="play-row-headline">
          {row.headline}
          {row.edited ? <ByMark by="people">改过</ByMark> : null}
        </p>
        <p className="play-row-package">
          {row.packageName} · {yuan(row.priceFen)} · {rolesInShort(row.roles)}
        </p>
        {decided === undefined ? null : (
          <Decided by={row.approvedBy === 'standing_approval' ? 'system' : 'people'}>{decided}</Decided>
        )}
      </div>
      <RowReasons reasons={reasonsBeside(row.reasons, row.audienceName)} />
      <RowTerms row={row} now={now} />
    </li>
  );
}

function RowReasons({ reasons }: { reasons: readonly string[] }): ReactNode {
  return (
    <ul className="play-row-reasons" aria-label="系统的理由">
      {reasons.slice(0, ROW_REASONS).map((reason) => (
        <li key={reason}>
          <Ring by="system" size={9} />
          {reason}
        </li>
      ))}
      {reasons.length > ROW_REASONS ? <li className="play-row-rest">还有{reasons.length - ROW_REASONS}条</li> : null}
    </ul>
  );
}

function Decided({ by, children }: { by: 'system' | 'people'; children: ReactNode }): ReactNode {
  return (
    <p className={`play-row-decided play-row-decided-${by}`}>
      <Ring by={by} size={9} />
      {children}
    </p>
  );
}

function RowTerms({ row, now }: { row: PlayRow; now: number }): ReactNode {
  const urgent = row.state === 'proposed' && Date.parse(row.dueAt) - now < URGENT_MS;
  return (
    <dl className="play-row-terms">
      <dt>期限</dt>
      <dd className={urgent ? 'play-row-urgent' : undefined}>{shortTimeLeft(row.dueAt, now)}</dd>
      <dt>花费</dt>
      <dd>{yuan(row.costFen)}</dd>
    </dl>
  );
}
