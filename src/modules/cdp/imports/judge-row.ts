import { startOfBusinessDay } from '#kernel/time';
import { normalise } from '#platform/privacy';
import { titleOf } from './columns.ts';
import type { FileKind, FileRow, RowFault } from './file-import.ts';
import type { OrderRow } from './import-orders.ts';
import type { PersonRow } from './import-people.ts';
import type { PostRow } from './import-posts.ts';

/** What rows are judged against. */
export interface Grounds {
  readonly knownCommunities: ReadonlySet<string>;
  readonly now: Date;
}

export type Judged =
  | { readonly kind: 'orders'; readonly row: OrderRow }
  | { readonly kind: 'people'; readonly row: PersonRow }
  | { readonly kind: 'posts'; readonly row: PostRow };

const LOCAL_TIME = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2026-03-05 18:30` in Shanghai, or any ISO time with its offset. */
export function readTime(text: string): Date | undefined {
  const local = LOCAL_TIME.exec(text.trim());
  if (local !== null) {
    const [, year, month = '', day = '', hour = '0', minute = '0', second = '0'] = local;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const utc = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 10) !== date) return undefined;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    const seconds = Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
    return new Date(startOfBusinessDay(date).getTime() + seconds * 1_000);
  }
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The row as it will be recorded, or every fault of it. */
export function judgeRow(
  kind: FileKind,
  row: FileRow,
  grounds: Grounds,
): Judged | { readonly faults: readonly RowFault[] } {
  if (row.fault !== undefined) return { faults: [row.fault] };
  const cells = new Cells(kind, row.cells, grounds);
  const judged = judgeAs(kind, cells);
  return cells.faults.length === 0 && judged !== undefined ? judged : { faults: cells.faults };
}

function judgeAs(kind: FileKind, cells: Cells): Judged | undefined {
  switch (kind) {
    case 'orders': {
      const orderNo = cells.text('orderNo', 100);
      const amountFen = cells.amountFen();
      const paidAt = cells.time('paidAt');
      const place = { communityCode: cells.community(false), storeCode: cells.optional('storeCode', 64) };
      const who = cells.person();
      if (amountFen === undefined || paidAt === undefined) return undefined;
      return { kind, row: { orderNo, ...place, ...who, items: cells.items(), amountFen, paidAt } };
    }
    case 'people': {
      const communityCode = cells.community(true) ?? '';
      const who = cells.person();
      const since = cells.has('since') ? cells.time('since') : cells.now;
      const said = { name: cells.optional('name', 64), householdCode: cells.optional('householdCode', 64) };
      return since && { kind, row: { communityCode, ...who, ...said, since } };
    }
    case 'posts': {
      const communityCode = cells.community(true) ?? '';
      const author = cells.text('author', 64);
      const text = cells.text('text', 4_000);
      const postedAt = cells.time('postedAt');
      const channel = cells.optional('channel', 20) ?? 'chat';
      const externalId = cells.optional('externalId', 100);
      return postedAt && { kind, row: { communityCode, author, text, postedAt, channel, externalId } };
    }
  }
}

/** Reads cells and collects what is wrong with them, so that a row is told all its faults at once. */
class Cells {
  readonly faults: RowFault[] = [];
  readonly #kind: FileKind;
  readonly #cells: FileRow['cells'];
  readonly #grounds: Grounds;

  constructor(kind: FileKind, cells: FileRow['cells'], grounds: Grounds) {
    this.#kind = kind;
    this.#cells = cells;
    this.#grounds = grounds;
  }

  get now(): Date {
    return this.#grounds.now;
  }

  has(field: string): boolean {
    return (this.#cells[field] ?? '') !== '';
  }

  #fault(field: string, code: string, params: RowFault['params'] = {}): undefined {
    this.faults.push({ field, code: `cdp-import-row-${code}`, params });
  }

  text(field: string, max: number): string {
    const value = this.#cells[field] ?? '';
    if (value === '') this.#fault(field, 'empty', { title: titleOf(this.#kind, field) });
    if (value.length > max) this.#fault(field, 'too-long', { title: titleOf(this.#kind, field), max });
    return value;
  }

  optional(field: string, max: number): string | undefined {
    return this.has(field) ? this.text(field, max) : undefined;
  }

  community(required: boolean): string | undefined {
    const code = required ? this.text('communityCode', 64) : this.optional('communityCode', 64);
    if (code === undefined || code === '' || this.#grounds.knownCommunities.has(code)) return code;
    return this.#fault('communityCode', 'community', { value: code.slice(0, 64) });
  }

  time(field: string): Date | undefined {
    const text = this.text(field, 40);
    if (text === '') return undefined;
    const at = readTime(text);
    if (at === undefined) return this.#fault(field, 'time', { value: text.slice(0, 40) });
    return at > this.#grounds.now ? this.#fault(field, 'future', { value: text }) : at;
  }

  /** Fen from a column in fen, or from yuan with at most two decimals. */
  amountFen(): number | undefined {
    const inFen = this.has('amountFen');
    const text = this.#cells[inFen ? 'amountFen' : 'amountYuan'] ?? '';
    const digits = text.replace(/[¥￥,，\s元]/g, '');
    const wellFormed = inFen ? /^\d{1,13}$/.test(digits) : /^\d{1,11}(\.\d{1,2})?$/.test(digits);
    if (!wellFormed) return this.#fault(inFen ? 'amountFen' : 'amountYuan', 'amount', { value: text.slice(0, 20) });
    if (inFen) return Number(digits);
    const [yuan = '0', cents = ''] = digits.split('.');
    return Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
  }

  person(): { phone: string | undefined; memberCard: string | undefined } {
    const phone = this.optional('phone', 40);
    const memberCard = this.optional('memberCard', 100);
    if (phone === undefined && memberCard === undefined) this.#fault('phone', 'person');
    if (phone !== undefined && 'fault' in normalise('phone', phone)) this.#fault('phone', 'phone');
    return { phone, memberCard };
  }

  /** `SKU1*2;SKU2`; at most 50. */
  items(): OrderRow['items'] {
    return (this.#cells['items'] ?? '')
      .split(/[;；|]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .slice(0, 50)
      .map((part) => {
        const [sku = part, quantity] = part.split(/[*×x](?=\d+$)/);
        return { sku: sku.trim().slice(0, 64), quantity: quantity === undefined ? 1 : Number(quantity) };
      });
  }
}
