import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlayRow } from '#modules/intelligence/contract';
import { api, type Query } from '../../../shared/api.ts';
import { useMay } from '../../../shared/session.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import type { Outcome, Subject } from './play-outcome.ts';
import { PATHS, PLAYS_KEY, type PlayState } from './play-paths.ts';
import { isPlayState } from './play-words.ts';
import { afterLeaving, step, stillThere, toggled } from './play-walk.ts';
import { useDecisions, type Decisions } from './use-decisions.ts';

const FILTERS = ['audience', 'city', 'package', 'community', 'approval'] as const;
export type PlayFilter = (typeof FILTERS)[number];
const TOPICS = ['play'];

/** A decision that waits for its reason. */
export interface Asking {
  readonly decision: 'rejected' | 'withdrawn';
  readonly subjects: readonly Subject[];
}

export interface PlayDesk {
  readonly state: PlayState;
  readonly filters: Readonly<Record<PlayFilter, string | undefined>>;
  /** The filters as the server takes them. */
  readonly query: Query;
  readonly list: List<PlayRow>;
  readonly rows: readonly PlayRow[];
  readonly counts: Readonly<Record<PlayState, number>> | undefined;
  readonly mayDecide: boolean;
  readonly openId: string | undefined;
  /** The row that keys act on: the open one, or the one that has the focus. */
  readonly atHand: PlayRow | undefined;
  readonly chosen: readonly PlayRow[];
  readonly editing: boolean;
  readonly asking: Asking | undefined;
  readonly decisions: Decisions;
  readonly show: (state: PlayState) => void;
  readonly filter: (name: PlayFilter, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
  readonly point: (id: string) => void;
  readonly walk: (by: 1 | -1) => void;
  readonly toggle: (id: string) => void;
  readonly choose: (ids: readonly string[]) => void;
  readonly edit: (id: string | undefined) => void;
  readonly ask: (asking: Asking | undefined) => void;
}

/** Everything that the page of proposals shows and does; the address holds what can be sent to a colleague. */
export function usePlayDesk(): PlayDesk {
  const [url, setUrl] = useUrlState(['state', 'play', ...FILTERS]);
  const state = isPlayState(url.state) ? url.state : 'proposed';
  const query = queryOf(url);
  const list = useList<PlayRow>(PLAYS_KEY, PATHS.plays, { query: { ...query, state }, topics: TOPICS });
  const counts = useCounts(query);
  const rows = list.rows ?? [];
  const [pointed, setPointed] = useState<string>();
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [editingId, setEditingId] = useState<string>();
  const [asking, setAsking] = useState<Asking>();
  const atHandId = url.play ?? pointed;
  const open = (id: string | undefined): void => {
    if (id !== undefined) setPointed(id);
    setUrl({ play: id }, { push: url.play === undefined && id !== undefined });
  };
  const decisions = useDecisions((outcome) => {
    const gone = new Set<string>(state === outcome.decision ? [] : outcome.done.map((item) => item.id));
    setChosenIds((before) => before.filter((id) => !gone.has(id)));
    setEditingId(undefined);
    const next = afterLeaving(rows, atHandId, gone);
    if (url.play !== undefined && next !== undefined) open(next.id);
    else if (next !== undefined) setPointed(next.id);
    else if (url.play !== undefined && hasLeft(outcome, url.play) && state !== outcome.decision) open(undefined);
  });
  return {
    state,
    filters: url,
    query,
    list,
    rows,
    counts,
    mayDecide: useMay('play.decide'),
    openId: url.play,
    atHand: rows.find((row) => row.id === atHandId),
    chosen: stillThere(rows, chosenIds),
    editing: editingId !== undefined && editingId === url.play,
    asking,
    decisions,
    show: (next) => {
      setChosenIds([]);
      setUrl({ state: next === 'proposed' ? undefined : next, play: undefined });
    },
    filter: (name, value) => setUrl({ [name]: value, play: undefined }),
    open,
    point: setPointed,
    walk: (by) => {
      const next = step(rows, atHandId, by);
      if (next === undefined) return;
      setPointed(next.id);
      if (url.play !== undefined) setUrl({ play: next.id });
    },
    toggle: (id) => setChosenIds((before) => toggled(before, id)),
    choose: setChosenIds,
    edit: (id) => {
      setEditingId(id);
      if (id !== undefined && id !== url.play) open(id);
    },
    ask: setAsking,
  };
}

function queryOf(url: Readonly<Record<PlayFilter, string | undefined>>): Query {
  return {
    audienceId: url.audience,
    cityId: url.city,
    packageId: url.package,
    communityId: url.community,
    standingApprovalId: url.approval,
  };
}

function useCounts(query: Query): Readonly<Record<PlayState, number>> | undefined {
  const queryKey = [...PLAYS_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Record<PlayState, number>>(PATHS.counts, { query, signal }),
    placeholderData: (before) => before,
  });
  useLiveQuery(TOPICS, queryKey);
  return result.data;
}

const hasLeft = (outcome: Outcome, id: string): boolean => outcome.done.some((item) => item.id === id);
