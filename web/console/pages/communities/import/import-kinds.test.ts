import { describe, expect, it } from 'vitest';
import { fieldsOfHeader as placeFields } from '../../../../../src/modules/territory/imports/column.ts';
import { fieldsOfHeader as historyFields } from '../../../../../src/modules/cdp/imports/columns.ts';
import { parseCsv } from '#kernel/csv';
import { importKind, IMPORT_KINDS, isImportKind, templateOf, uploadPath } from './import-kinds.ts';

describe('the templates', () => {
  it.each(IMPORT_KINDS.map((facts) => [facts.kind, facts] as const))('of %s are what the server reads, every column', (_, facts) => {
    const [header, example] = [...parseCsv(templateOf(facts).replace('\u{feff}', ''))].map((record) => record.cells);
    const titles = header ?? [];
    const known =
      facts.into === 'territory'
        ? placeFields(facts.kind as Parameters<typeof placeFields>[0], titles).size
        : historyFields(facts.kind as Parameters<typeof historyFields>[0], titles).filter((field) => field !== undefined).length;
    expect(known).toBe(facts.columns.length);
    expect(example).toHaveLength(facts.columns.length);
  });
});

describe('an import', () => {
  it('is found by its name in the address', () => {
    expect(isImportKind('orders')).toBe(true);
    expect(isImportKind('anything')).toBe(false);
    expect(isImportKind(undefined)).toBe(false);
  });

  it('says in which system its coordinates are, where it has any', () => {
    expect(uploadPath(importKind('communities'), 'gcj02')).toBe('/api/territory/imports?kind=communities&datum=gcj02');
    expect(uploadPath(importKind('partners'), 'gcj02')).toBe('/api/territory/imports?kind=partners');
    expect(uploadPath(importKind('posts'), 'wgs84')).toBe('/api/cdp/imports?kind=posts');
  });
});
