import { fen, type Fen } from '#kernel/money';
import type { Cells, RowFault } from '#modules/territory';
import { titleOf } from './columns.ts';

/**
 * Reads the cells of one row and collects what is wrong with them, so that a row is told all its faults at once. A cell
 * of a column that the file does not have is undefined: it leaves things as they are. An empty one is null.
 */
export class CatalogueCells {
  readonly faults: RowFault[] = [];
  readonly #cells: Cells;
  #spec: Spec | undefined;

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  raw(field: string): string | undefined {
    return this.#cells[field];
  }

  fault(field: string, code: string, params: RowFault['params'] = {}): undefined {
    this.faults.push({ field, code: `catalogue-row-${code}`, params: { title: titleOf(field), ...params } });
  }

  text(field: string, max: number): string | null | undefined {
    const value = this.#cells[field];
    if (value === undefined || value === '') return value === '' ? null : undefined;
    if (value.length > max) this.fault(field, 'too-long', { max });
    return value;
  }

  code(field: string): string {
    const value = this.#cells[field] ?? '';
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(value))
      this.fault(field, value === '' ? 'empty' : 'bad-code', { value });
    return value;
  }

  /** Yuan with at most two decimals, as fen. */
  money(field: string): Fen | null | undefined {
    const value = this.#cells[field];
    if (value === undefined || value === '') return value === '' ? null : undefined;
    const plain = value.replaceAll(/[¥￥,\s]/g, '');
    // A spreadsheet keeps 19.9 as 19.900000000000002.
    const cents = /^\d{1,9}(\.\d+)?$/.test(plain) ? Number(plain) * 100 : Number.NaN;
    if (!Number.isFinite(cents) || Math.abs(cents - Math.round(cents)) > 1e-6) {
      return this.fault(field, 'bad-money', { value });
    }
    return fen(Math.round(cents));
  }

  whole(field: string, from: number, to: number): number | null | undefined {
    const value = this.#cells[field];
    if (value === undefined || value === '') return value === '' ? null : undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= from && number <= to ? number : this.fault(field, 'bad-number', { value, from, to });
  }

  /** One of a few words; what the machine calls them is read too. */
  choice<Value extends string>(field: string, words: Readonly<Record<Value, string>>): Value | null | undefined {
    const value = this.#cells[field];
    if (value === undefined || value === '') return value === '' ? null : undefined;
    const known = Object.entries(words) as [Value, string][];
    const found = known.find(([own, word]) => own === value || word === value);
    return found?.[0] ?? this.fault(field, 'bad-choice', { value, words: known.map(([, word]) => word).join('、') });
  }

  yes(field: string): boolean | undefined {
    const value = this.#cells[field] ?? '';
    if (value === '') return undefined;
    if (['是', 'true', '1', '启用'].includes(value.toLowerCase())) return true;
    if (['否', 'false', '0', '停用'].includes(value.toLowerCase())) return false;
    return this.fault(field, 'bad-choice', { value, words: '是、否' });
  }

  /** 「规格:950毫升；口味:原味」 as pairs. */
  spec(): Spec['pairs'] {
    this.#spec ??= { pairs: this.#readSpec() };
    return this.#spec.pairs;
  }

  #readSpec(): Spec['pairs'] {
    const value = this.#cells['spec'];
    if (value === undefined || value === '') return value === '' ? null : undefined;
    const pairs = value.split(/[;；]/).map((part) => part.split(/[:：]/).map((each) => each.trim()));
    const good = pairs.every(([name = '', own = '', ...rest]) => name !== '' && own !== '' && rest.length === 0);
    if (!good || pairs.length > 3) return this.fault('spec', 'bad-spec', { value });
    return pairs.map(([name = '', own = '']) => [name.slice(0, 10), own.slice(0, 20)] as const);
  }
}

interface Spec {
  readonly pairs: readonly (readonly [name: string, value: string])[] | null | undefined;
}
