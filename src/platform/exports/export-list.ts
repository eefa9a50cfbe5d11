import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '../context/index.ts';

export type Cells = readonly (string | number | null)[];

/** A list that can be taken away as a table. */
export interface ExportedList<Row, Place> {
  /** How the audit calls it: `export-orders`, of an `order`; `id` where it is not the whole list. */
  readonly action: string;
  readonly kind: string;
  readonly id?: string;
  readonly header: readonly string[];
  /** Rows that are read at once, and the most that are taken away. */
  readonly pageSize?: number;
  readonly maxRows?: number;
  /** As many as `limit`, those behind `after` in the order of the list; fewer where it ends. */
  readonly read: (after: Place | undefined, limit: number) => Promise<readonly Row[]>;
  readonly placeOf: (last: Row) => Place;
  /** One line or several for each row of a page, with what the page needs looked up once. */
  readonly linesOf: (page: readonly Row[]) => Cells[] | Promise<Cells[]>;
}

const PAGE = 500;
const MAX_ROWS = 50_000;

/**
 * The list as CSV (UTF-8 with a byte order mark, for Excel), read page by page; recorded in the audit with the number of
 * rows. Where there is more than may be taken away at once, the last line says so.
 */
export async function exportList<Row, Place>(ctx: Context, list: ExportedList<Row, Place>): Promise<string> {
  const { pageSize = PAGE, maxRows = MAX_ROWS } = list;
  const lines: string[] = [];
  let [rows, isWhole] = [0, false];
  let after: Place | undefined;
  while (rows < maxRows && !isWhole) {
    const page = await list.read(after, pageSize);
    for (const cells of await list.linesOf(page)) lines.push(csvLine(cells));
    const last = page.at(-1);
    isWhole = last === undefined || page.length < pageSize;
    if (last !== undefined) after = list.placeOf(last);
    rows += page.length;
  }
  const isCut = !isWhole && (await list.read(after, 1)).length > 0;
  const { action, kind, id = 'list' } = list;
  await ctx.transaction((tx) => tx.audit({ action, subject: { kind, id }, details: { rows: lines.length } }));
  const end = isCut ? csvLine([`只有前${rows.toLocaleString('zh-CN')}条，后面还有：请缩小范围再导出`]) : '';
  return `${BYTE_ORDER_MARK}${csvLine(list.header)}${lines.join('')}${end}`;
}
