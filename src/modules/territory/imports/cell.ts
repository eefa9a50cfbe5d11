import { toWgs84, type Datum } from '#kernel/geo-datum';
import type { Position } from '#kernel/geo';
import { FIRST_BUILT_YEAR, isInChina, isSwapped, MAX_HOUSEHOLDS, YEARS_AHEAD } from '../places/place.ts';
import type { Cells, RowFault } from './place-import.ts';

/** Reads the cells of one row and collects what is wrong with them, so that a row is told all its faults at once. */
export class CellReader {
  readonly faults: RowFault[] = [];
  readonly warnings: RowFault[] = [];
  readonly #cells: Cells;

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  /** The cell, or undefined when the file has no such column. */
  raw(field: string): string | undefined {
    return this.#cells[field];
  }

  fault(field: string, code: string, params: RowFault['params'] = {}): undefined {
    this.faults.push({ field, code: `place-import-row-${code}`, params });
  }

  warn(field: string, code: string, params: RowFault['params'] = {}): void {
    this.warnings.push({ field, code: `place-import-row-${code}`, params });
  }

  /** A text that must be there, of at most `max` characters. */
  text(field: string, title: string, max: number): string {
    const value = this.#cells[field] ?? '';
    if (value === '') this.fault(field, 'empty', { title });
    if (value.length > max) this.fault(field, 'too-long', { title, max });
    return value;
  }

  /** A text that may be absent (undefined: no such column). */
  optionalText(field: string, title: string, max: number): string | undefined {
    const value = this.#cells[field];
    if (value !== undefined && value.length > max) this.fault(field, 'too-long', { title, max });
    return value;
  }

  /** Null for an empty cell, undefined for an absent column. */
  builtYear(thisYear: number): number | null | undefined {
    const value = this.#cells['builtYear'];
    if (value === undefined) return undefined;
    if (value === '') return null;
    const year = /^\d{4}年?$/.test(value) ? Number.parseInt(value, 10) : Number.NaN;
    if (!(year >= FIRST_BUILT_YEAR && year <= thisYear + YEARS_AHEAD)) {
      return this.fault('builtYear', 'bad-year', { value, from: FIRST_BUILT_YEAR, to: thisYear + YEARS_AHEAD });
    }
    return year;
  }

  /** Null for an empty cell, undefined for an absent column. */
  households(): number | null | undefined {
    const value = this.#cells['households'];
    if (value === undefined) return undefined;
    if (value === '') return null;
    if (!/^\d{1,9}$/.test(value)) return this.fault('households', 'bad-households', { value });
    const households = Number(value);
    if (households > MAX_HOUSEHOLDS) return this.fault('households', 'too-many-households', { value });
    return households;
  }

  /** The position in WGS-84, or undefined when it is faulty. */
  position(datum: Datum): Position | undefined {
    const lng = this.#degrees('lng', '经度');
    const lat = this.#degrees('lat', '纬度');
    if (lng === undefined || lat === undefined) return undefined;
    const given = { lng, lat };
    if (!isInChina(given)) {
      return isSwapped(given)
        ? this.fault('lng', 'position-swapped', { lng, lat })
        : this.fault('lng', 'outside-china', { lng, lat });
    }
    const { lng: east, lat: north } = toWgs84(given, datum);
    // 1e-7 degrees is a centimetre: beyond it are only traces of the conversion.
    return { lng: Math.round(east * 1e7) / 1e7, lat: Math.round(north * 1e7) / 1e7 };
  }

  #degrees(field: string, title: string): number | undefined {
    const value = this.#cells[field] ?? '';
    if (value === '') return this.fault(field, 'empty', { title });
    const degrees = /^[+-]?\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    return Number.isFinite(degrees) ? degrees : this.fault(field, 'not-degrees', { title, value });
  }
}
