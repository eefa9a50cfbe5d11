import { useState } from 'react';
import { businessDay, dayAfter } from '#kernel/time';
import type { SupplyAnswerJson, SupplyCountAnswer, SupplyLineAnswer } from '#modules/intelligence/contract';
import { queryString } from '../../../../shared/api.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { counted } from '../../../parts/use-desk.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useSummary } from '../../../parts/use-summary.ts';
import { afterLeaving, step, toggled } from '../../plays/play-walk.ts';
import { focusRow } from './row-focus.ts';
import { changedOf, isOpen, isTyped, notAtAll, targetOf, type Drafts, type Target } from './supply-draft.ts';
import { LINES_EXPORT_PATH, LINES_PATH, SUPPLY_KEY } from './supply-paths.ts';
import { countOfTab, KINDS, tabsOf, type SupplyKind, type SupplyTab } from './supply-words.ts';
import { useDecide, type Decisions } from './use-decide.ts';
import { useDrafts } from './use-drafts.ts';
import { finalWords } from './why-words.ts';

const FILTERS = ['city', 'place', 'category', 'text'] as const;
export type SupplyFilter = (typeof FILTERS)[number] | 'day';
type Line = SupplyLineAnswer;

/** What else can be open beside the list. */
export const RULES = 'rules';
export const COMPARISON = 'comparison';

/** A decision that waits for a reason, or for somebody who means it. */
export interface Asking {
  readonly targets: readonly Target[];
  readonly verb: string;
}

interface Shown {
  readonly day: string;
  /** Its day is over: there is nothing left to decide. */
  readonly isOver: boolean;
  readonly kind: SupplyKind;
  readonly tab: SupplyTab;
  readonly filters: Readonly<Record<SupplyFilter, string | undefined>>;
  readonly filtered: boolean;
  readonly list: List<Line>;
  readonly rows: readonly Line[];
  readonly counts: readonly SupplyCountAnswer[] | undefined;
  /** What is said of the whole day beside its lines. */
  readonly said: Pick<SupplyAnswerJson, 'origin' | 'drifting'> | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly open: (id: string | undefined) => void;
  readonly showKind: (kind: SupplyKind) => void;
  readonly showTab: (tab: SupplyTab) => void;
  readonly filter: (name: SupplyFilter, value: string | undefined) => void;
}

export interface SupplyDesk extends Shown {
  /** May say no, or change; whether yes as well differs for prices. */
  readonly mayDecide: boolean;
  readonly mayTake: boolean;
  /** The row that keys act on: the open one, or the one that has the focus. */
  readonly atHand: Line | undefined;
  readonly chosen: readonly Line[];
  /** Rows in sight whose amounts were typed and not decided yet. */
  readonly typed: readonly Line[];
  readonly drafts: Drafts;
  readonly type: (line: Line, amount: number | null) => void;
  readonly forgetTyped: () => void;
  readonly point: (id: string) => void;
  readonly walk: (by: 1 | -1) => void;
  readonly toggle: (id: string) => void;
  readonly choose: (ids: readonly string[]) => void;
  readonly take: (lines: readonly Line[]) => void;
  readonly refuse: (lines: readonly Line[]) => void;
  /** Asks first, whatever is decided: for all rows at once. */
  readonly takeAll: (lines: readonly Line[]) => void;
  readonly asking: Asking | undefined;
  readonly ask: (asking: Asking | undefined) => void;
  readonly decisions: Decisions;
}

const isKind = (text: string | undefined): text is SupplyKind => text !== undefined && Object.hasOwn(KINDS, text);

/** What the address says, and what the server has of it. */
function useShown(): Shown {
  const [url, setUrl] = useUrlState(['kind', 'state', 'open', 'day', ...FILTERS]);
  const today = businessDay(new Date(useNow()));
  const day = url.day ?? today;
  const isOver = day < today;
  const kind = isKind(url.kind) ? url.kind : 'order';
  const tabs = tabsOf(isOver);
  const tab = tabs.find((each) => each === url.state) ?? (isOver ? 'all' : 'proposed');
  const query = { day: url.day, cityId: url.city, placeId: url.place, categoryId: url.category, text: url.text };
  const asked = { ...query, kind, state: tab === 'all' ? undefined : tab };
  const summary = useSummary<SupplyAnswerJson>(SUPPLY_KEY, LINES_PATH, query, { topics: [] });
  const counts = summary?.counts;
  const list = useList<Line>(SUPPLY_KEY, LINES_PATH, { query: asked, limit: 100 });
  return {
    day,
    isOver,
    kind,
    tab,
    filters: url,
    filtered: FILTERS.some((name) => url[name] !== undefined),
    list: counted(list, counts && countOfTab(counts, kind, tab)),
    rows: list.rows ?? [],
    counts,
    said: summary,
    exportPath: `${LINES_EXPORT_PATH}${queryString({ ...asked, day })}`,
    openId: url.open,
    open: (id) => setUrl({ open: id }, { push: url.open === undefined && id !== undefined }),
    showKind: (next) => setUrl({ kind: next === 'order' ? undefined : next, open: undefined }),
    showTab: (next) => setUrl({ state: next, open: undefined }),
    filter: (name, value) =>
      setUrl({
        [name]: value,
        open: undefined,
        // A place of another city would leave nothing; a day that is over has other states.
        ...(name === 'city' ? { place: undefined } : {}),
        ...(name === 'day' ? { state: undefined } : {}),
      }),
  };
}

const named = (lines: readonly Line[]): { readonly id: string }[] => lines.map(({ lineId }) => ({ id: lineId }));

const verbOf = (lines: readonly Line[], drafts: Drafts): string =>
  lines.some((line) => isTyped(line, drafts)) ? '按改的办' : '照办';

/** Everything that the page shows and does; the address holds what can be sent to a colleague. */
export function useSupplyDesk(): SupplyDesk {
  const shown = useShown();
  const { rows, kind, tab, isOver, openId } = shown;
  const { drafts, type, forget } = useDrafts();
  const [pointed, setPointed] = useState<string>();
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<Asking>();
  const mayEdit = useMay('stock.edit') && !isOver;
  const mayPrice = useMay('price.edit');
  const isRowOpen = openId !== undefined && openId !== RULES && openId !== COMPARISON;
  const atHandId = isRowOpen ? openId : pointed;
  const goTo = (id: string): void => {
    setPointed(id);
    if (isRowOpen) shown.open(id);
    focusRow(id);
  };
  const decisions = useDecide(({ targets }) => {
    const ids = targets.map(({ line }) => line.lineId as string);
    forget(ids);
    setAsking(undefined);
    setChosenIds((before) => before.filter((id) => !ids.includes(id)));
    const next = afterLeaving(named(rows), atHandId, new Set(tab === 'all' ? [] : ids));
    // The dialog gives the focus back as it closes; the next row takes it after that.
    if (next !== undefined) setTimeout(() => goTo(next.id), 0);
    else if (isRowOpen && tab !== 'all' && ids.includes(openId)) shown.open(undefined);
  });
  const decideOrAsk = (targets: readonly Target[], asksFirst: boolean, verb: string): void => {
    if (targets.length === 0) return;
    decisions.forget();
    if (asksFirst || changedOf(targets).length > 0) setAsking({ targets, verb });
    else void decisions.decide({ targets, reason: null, note: '' });
  };
  // What was taken as proposed is so already.
  const isUndone = (line: Line): boolean => isOpen(line) && (line.state !== 'taken' || isTyped(line, drafts));
  const targets = (lines: readonly Line[]): Target[] => lines.filter(isUndone).map((line) => targetOf(line, drafts));
  const typed = rows.filter((line) => isTyped(line, drafts) && isOpen(line));
  return {
    ...shown,
    mayDecide: mayEdit,
    mayTake: mayEdit && (kind !== 'discount' || mayPrice),
    atHand: rows.find(({ lineId }) => lineId === atHandId),
    chosen: rows.filter((line) => chosenIds.includes(line.lineId) && isOpen(line)),
    typed,
    drafts,
    type,
    forgetTyped: () => forget(typed.map(({ lineId }) => lineId)),
    point: setPointed,
    walk: (by) => {
      const next = step(named(rows), atHandId, by);
      if (next !== undefined) goTo(next.id);
    },
    toggle: (id) => setChosenIds((before) => toggled(before, id)),
    choose: setChosenIds,
    take: (lines) => decideOrAsk(targets(lines), finalWords(kind) !== undefined, verbOf(lines, drafts)),
    refuse: (lines) => decideOrAsk(lines.filter(isOpen).map(notAtAll), true, '不办'),
    takeAll: (lines) => decideOrAsk(targets(lines), true, verbOf(lines, drafts)),
    asking,
    ask: setAsking,
    decisions,
    showKind: (next) => {
      setChosenIds([]);
      shown.showKind(next);
    },
    showTab: (next) => {
      setChosenIds([]);
      shown.showTab(next);
    },
  };
}

/** Yesterday and the days before it, the nearest first. */
export const daysBefore = (today: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => dayAfter(today, -1 - at));
