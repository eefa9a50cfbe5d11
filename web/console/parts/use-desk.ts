import type { QueryKey } from '@tanstack/react-query';
import { HOUR } from '#kernel/time';
import { queryString, type Query } from '../../shared/api.ts';
import { useNow } from '../../shared/use-now.ts';
import { useUrlState } from './url-state.ts';
import { useList, type List } from './use-list.ts';
import { useSummary } from './use-summary.ts';

export type Filters<Filter extends string> = Readonly<Record<Filter, string | undefined>>;

/** What the address of a list page says, and how it is changed. */
interface Address<Filter extends string, Tab extends string> {
  /** The tab that was chosen; undefined for the page to decide. */
  readonly chosen: Tab | undefined;
  readonly filters: Filters<Filter>;
  readonly filtered: boolean;
  readonly openId: string | undefined;
  readonly show: (tab: Tab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  /** `tab` stays in the address when what was open may leave it. */
  readonly open: (id: string | undefined, tab?: Tab) => void;
}

export interface AddressKind<Filter extends string, Tab extends string> {
  /** What the address calls the open row: `order`. */
  readonly row: string;
  readonly filters: readonly Filter[];
  /** Every tab, with its name. */
  readonly tabs: Readonly<Record<Tab, string>>;
  /** What goes when another part of the address changes: a store of another city would leave nothing. */
  readonly clears?: Readonly<Record<string, readonly string[]>>;
}

/** The tab, the filters and the open row of a page, kept in its address. */
export function useAddress<Filter extends string, Tab extends string>(
  kind: AddressKind<Filter, Tab>,
): Address<Filter, Tab> {
  const { row, filters, tabs, clears = {} } = kind;
  const [url, setUrl] = useUrlState<string>(['state', row, ...filters]);
  const gone = (name: string): Record<string, undefined> =>
    Object.fromEntries([row, ...(clears[name] ?? [])].map((each) => [each, undefined]));
  const state = url['state'];
  return {
    chosen: state !== undefined && Object.hasOwn(tabs, state) ? (state as Tab) : undefined,
    filters: url as Filters<Filter>,
    filtered: filters.some((name) => url[name] !== undefined),
    openId: url[row],
    show: (tab) => setUrl({ state: tab, ...gone('state') }),
    filter: (name, value) => setUrl({ [name]: value, ...gone(name) }),
    open: (id, tab) =>
      setUrl(
        { [row]: id, ...(tab === undefined ? {} : { state: tab }) },
        { push: url[row] === undefined && id !== undefined },
      ),
  };
}

/** Everything that a list page shows; the address holds what can be sent to a colleague. */
export interface Desk<Row, Filter extends string, Tab extends string, Counts> extends Omit<
  Address<Filter, Tab>,
  'chosen'
> {
  readonly tab: Tab;
  readonly list: List<Row>;
  /** Under the filters, over all tabs. */
  readonly counts: Counts | undefined;
  /** What is listed, as a file, where the server writes one. */
  readonly exportPath: string;
}

export interface DeskKind<Filter extends string, Tab extends string, Counts> extends AddressKind<Filter, Tab> {
  /** Begins every key of the area. */
  readonly key: QueryKey;
  readonly path: string;
  readonly topics: readonly string[];
  /** The tab of an address that names none. */
  readonly firstTab: (filtered: boolean, counts: Counts | undefined) => Tab;
  /** The filters as the server takes them. */
  readonly queryOf: (filters: Filters<Filter>, now: number) => Query;
  readonly queryOfTab: (tab: Tab, filters: Filters<Filter>, now: number) => Query;
  readonly countOfTab: (tab: Tab, counts: Counts) => number;
  /** Deciding on what is open takes it out of its tab: the tab stays. */
  readonly staysInTab?: boolean;
  /** Counts are fetched at most once in this time. */
  readonly pauseMs?: number;
}

/** A page of filters, tabs with counts, and a list: `path` answers `{ items, nextCursor, counts }`. */
export function useDesk<Row, Filter extends string, Tab extends string, Counts>(
  kind: DeskKind<Filter, Tab, Counts>,
): Desk<Row, Filter, Tab, Counts> {
  const { key, path, topics, pauseMs } = kind;
  const { chosen, ...address } = useAddress(kind);
  const now = useNow(HOUR);
  const query = kind.queryOf(address.filters, now);
  const options = { topics, ...(pauseMs === undefined ? {} : { pauseMs }) };
  const counts = useSummary<{ readonly counts: Counts }>(key, path, query, options)?.counts;
  const tab = chosen ?? kind.firstTab(address.filtered, counts);
  const asked = { ...query, ...kind.queryOfTab(tab, address.filters, now) };
  const list = useList<Row>(key, path, { query: asked, topics });
  return {
    ...address,
    tab,
    list: counted(list, counts && kind.countOfTab(tab, counts)),
    counts,
    exportPath: `${path}/export${queryString(asked)}`,
    open: (id) => address.open(id, kind.staysInTab === true ? tab : undefined),
  };
}

/** A list that says how long it is, once that is known. */
export const counted = <Row>(list: List<Row>, total: number | undefined): List<Row> =>
  total === undefined ? list : { ...list, total };
