import { Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import { fen, yuanInWords, type Fen } from '#kernel/money';
import { spanInWords, type AreaEntry, type Span } from '../../prices/area-entry.ts';
import type { CategoryId } from '../category.ts';
import type { EffectiveSku } from '../effective-sku.ts';
import type { CatalogueSku } from '../spu.ts';
import { MAX_BULK_ROWS } from './bulk-contract.ts';

export type BulkEditId = Id<'BulkEdit'>;
export type Rounding = 'none' | 'ninety' | 'half';

export interface PriceStep {
  /** `set` to fen, `add` fen, `percent` in basis points. */
  readonly by: 'set' | 'add' | 'percent';
  readonly amount: number;
  readonly rounding: Rounding;
}

/** Fen within the yuan in which a rounded price ends. */
const ENDINGS: Readonly<Record<Exclude<Rounding, 'none'>, number>> = { ninety: 90, half: 50 };

/** The price after a step, to the nearest that ends as asked for; undefined where nothing would be left of it. */
export function steppedPrice(before: Fen, { by, amount, rounding }: PriceStep): Fen | undefined {
  const exact = by === 'set' ? amount : by === 'add' ? before + amount : (before * (10_000 + amount)) / 10_000;
  const after = rounding === 'none' ? Math.round(exact) : endingIn(exact, ENDINGS[rounding]);
  return after > 0 ? fen(after) : undefined;
}

function endingIn(amount: number, ending: number): number {
  if (amount <= 0) return 0;
  return Math.max(0, Math.round((amount - ending) / 100)) * 100 + ending;
}

/** One SKU of an edit: what it is now, and what it would become. */
export interface PlannedRow {
  readonly sku: CatalogueSku;
  /** `same` would change nothing, `bad` cannot be done. */
  readonly verdict: 'change' | 'same' | 'bad';
  /** In words. */
  readonly before: string;
  readonly after: string;
  readonly beforeFen: Fen | null;
  readonly afterFen: Fen | null;
  readonly note: string | null;
}

/** An edit of entries: which of the known ones end, and what is said instead. */
export interface PlannedEntry<Value> extends PlannedRow {
  readonly value: Value;
  /** Entries of the same thing and area that are live when the new one begins: they end there. */
  readonly ends: readonly AreaEntry[];
  /** Those of them that go on after the new one, where that has an end. */
  readonly resumes: readonly (AreaEntry & Span)[];
}

/**
 * What happens to the entries of one SKU in one area when something else is said there for a time: what was live ends
 * when it begins and goes on when it ends. Something that is planned to begin meanwhile is not passed over: it is
 * answered, and a person decides.
 */
export function fitIn<Entry extends AreaEntry>(
  known: readonly Entry[],
  span: Span,
): { readonly ends: Entry[]; readonly resumes: Entry[]; readonly inTheWay: Entry | undefined } {
  const inTheWay = known.find((entry) => entry.validFrom >= span.validFrom);
  const ends = known.filter((entry) => entry.validFrom < span.validFrom);
  const resumes = ends.flatMap((entry): Entry[] => {
    const { validUntil } = span;
    const goesOn = validUntil !== null && (entry.validUntil === null || entry.validUntil > validUntil);
    return goesOn ? [{ ...entry, validFrom: validUntil }] : [];
  });
  return { ends, resumes, inTheWay };
}

const planned = (sku: CatalogueSku, row: Partial<PlannedRow> & Pick<PlannedRow, 'verdict'>): PlannedRow => ({
  before: '',
  after: '',
  beforeFen: null,
  afterFen: null,
  note: null,
  sku,
  ...row,
});

/** What a new price would do to one SKU. `known`: its entries of the area in that time; `now`: when it is asked. */
export function planPrice(
  sku: CatalogueSku,
  effective: EffectiveSku,
  known: readonly AreaEntry[],
  asked: { readonly step: PriceStep; readonly span: Span; readonly now: Date },
): PlannedEntry<Fen> {
  const { priceFen: beforeFen } = effective;
  const afterFen = steppedPrice(beforeFen, asked.step) ?? null;
  const said = {
    before: yuanInWords(beforeFen),
    after: afterFen === null ? '' : yuanInWords(afterFen),
    beforeFen,
    afterFen,
  };
  const none = { ends: [], resumes: [], value: afterFen ?? beforeFen };
  if (afterFen === null) return { ...planned(sku, { verdict: 'bad', ...said, note: '改完不到 1 分钱' }), ...none };
  if (afterFen === beforeFen) return { ...planned(sku, { verdict: 'same', ...said }), ...none };
  const { ends, resumes, inTheWay } = fitIn(known, asked.span);
  if (inTheWay !== undefined) {
    return { ...planned(sku, { verdict: 'bad', ...said, note: noteInTheWay(inTheWay, asked.now) }), ...none };
  }
  return {
    ...planned(sku, { verdict: 'change', ...said, note: noteOfEnds(ends, resumes, asked.now) }),
    ends,
    resumes,
    value: afterFen,
  };
}

/** What listing or unlisting in an area would do to one SKU. */
export function planListing(
  sku: CatalogueSku,
  effective: EffectiveSku,
  known: readonly AreaEntry[],
  asked: { readonly listed: boolean; readonly span: Span; readonly now: Date },
): PlannedEntry<boolean> {
  const said = { before: sold(effective.listed), after: sold(asked.listed) };
  const none = { ends: [], resumes: [], value: asked.listed };
  if (effective.listed === asked.listed) return { ...planned(sku, { verdict: 'same', ...said }), ...none };
  const retired = asked.listed && (!sku.active || effective.notListedWhy?.includes('停用') === true);
  if (retired) return { ...planned(sku, { verdict: 'bad', ...said, note: effective.notListedWhy }), ...none };
  const { ends, resumes, inTheWay } = fitIn(known, asked.span);
  if (inTheWay !== undefined) {
    return { ...planned(sku, { verdict: 'bad', ...said, note: noteInTheWay(inTheWay, asked.now) }), ...none };
  }
  return {
    ...planned(sku, { verdict: 'change', ...said, note: noteOfEnds(ends, resumes, asked.now) }),
    ends,
    resumes,
    value: asked.listed,
  };
}

const sold = (listed: boolean): string => (listed ? '在卖' : '不卖');

const noteInTheWay = (entry: AreaEntry, now: Date): string =>
  `${entry.areaName}已排了一条（${spanInWords(entry, now)}），请先结束它`;

function noteOfEnds(ends: readonly AreaEntry[], resumes: readonly AreaEntry[], now: Date): string | null {
  const [first] = ends;
  if (first === undefined) return null;
  return `${resumes.length > 0 ? '暂停' : '结束'}：${first.areaName}，${spanInWords(first, now)}`;
}

/** What moving to a category would do to one SKU: it moves with its whole product. */
export function planCategory(sku: CatalogueSku, path: (id: CategoryId) => string, categoryId: CategoryId): PlannedRow {
  const said = { before: path(sku.categoryId), after: path(categoryId) };
  return planned(sku, { verdict: sku.categoryId === categoryId ? 'same' : 'change', ...said });
}

export function planActive(sku: CatalogueSku, active: boolean): PlannedRow {
  const words = (it: boolean): string => (it ? '启用' : '停用');
  return planned(sku, {
    verdict: sku.active === active ? 'same' : 'change',
    before: words(sku.active),
    after: words(active),
  });
}

/** 「+5%，尾数 .9」, 「定为 ¥9.90」, 「-¥2」 */
export function stepInWords({ by, amount, rounding }: PriceStep): string {
  const sign = amount < 0 ? '-' : '+';
  const step =
    by === 'set'
      ? `定为 ${yuanInWords(fen(amount))}`
      : by === 'add'
        ? `${sign}${yuanInWords(fen(Math.abs(amount)))}`
        : `${sign}${Math.abs(amount) / 100}%`;
  return rounding === 'none' ? step : `${step}，尾数 ${rounding === 'ninety' ? '.9' : '.5'}`;
}

/** What was done to one SKU, kept so that it can be taken back. */
export type BulkBefore =
  | { readonly ended: readonly { readonly entryId: string; readonly validUntil: string | null }[] }
  | { readonly categoryId: CategoryId }
  | { readonly active: boolean };
export type BulkAfter =
  | { readonly entryIds: readonly string[] }
  | { readonly categoryId: CategoryId }
  | { readonly active: boolean };

export interface BulkRecord {
  readonly skuId: SkuId;
  readonly before: BulkBefore;
  readonly after: BulkAfter;
}

export class BulkTooMany extends Refusal {
  constructor(found: number) {
    super('bulk-too-many', 'too_large', { found, max: MAX_BULK_ROWS });
  }
}

/** Nothing is chosen, or nothing would change. */
export class BulkChangesNothing extends Refusal {
  constructor() {
    super('bulk-changes-nothing', 'invalid');
  }
}

/** What would be done is not what the preview showed. */
export class BulkChangedMeanwhile extends Refusal {
  constructor() {
    super('bulk-changed-meanwhile', 'conflict');
  }
}

export class BulkAlreadyUndone extends Refusal {
  constructor() {
    super('bulk-already-undone', 'conflict');
  }
}
