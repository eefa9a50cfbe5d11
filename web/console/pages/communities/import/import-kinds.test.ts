import { describe, expect, it } from 'vitest';
import { parseCsv } from '#kernel/csv';
import { importKind, IMPORT_KINDS, isImportKind, templateOf, uploadPath } from './import-kinds.ts';

describe('the templates', () => {
  it.each(IMPORT_KINDS.map((facts) => [facts.kind, facts] as const))(
    'of %s have every column once, and an example under each',
    (_, facts) => {
      const [header, example] = [...parseCsv(templateOf(facts).replace('\u{feff}', ''))].map((record) => record.cells);
      expect(header?.map((title) => title.replace('*', ''))).toEqual([
        ...new Set(facts.columns.map((title) => title.replace('*', ''))),
      ]);
      expect(example).toHaveLength(facts.columns.length);
    },
  );
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
