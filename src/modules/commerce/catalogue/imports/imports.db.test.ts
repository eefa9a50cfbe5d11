import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { fen } from '#kernel/money';
import { useServer, type Client } from '#testing';
import type { CatalogueImportAnswer, CatalogueImportRows } from '../../contract.ts';
import type { CategoryId } from '../category.ts';
import { skusByCodes } from '../spu-store.ts';
import { makeCategory, makeProduct, skuFacts } from '../test-catalogue.ts';

const server = useServer();
let admin: Client;
let category: CategoryId;

beforeAll(async () => {
  admin = await server.signInAs('admin');
  category = await makeCategory(server.world.ctx(), 'xl-food', { name: '食品' });
  const options = [{ name: '规格', values: ['大', '小'] }];
  const skus = [
    skuFacts('xl-1-a', { spec: ['大'], listFen: fen(1_990), barcode: '6922222222222', weightGrams: 500 }),
    skuFacts('xl-1-b', { spec: ['小'], originalFen: fen(1_280) }),
  ];
  const facts = { name: '山核桃', options, storage: 'chilled' as const, shelfLifeDays: 90 };
  await makeProduct(server.world.ctx(), category, 'xl-1', { facts, skus });
  await makeProduct(server.world.ctx(), category, 'xl-2', { facts: { name: '红糖' } });
});

type Table = (string | number | null)[][];

const exported = async (query = `categoryId=${category}`): Promise<Table> => {
  const answer = await admin.get(`/api/commerce/product-export?${query}`);
  expect(answer.status).toBe(200);
  return (await readSheet(answer.bytes)) as Table;
};

async function upload(table: Table) {
  const sheet = table.map((row) => row.map((value) => (value === null ? null : { value })));
  const bytes = await writeExcelFile(sheet as never).toBuffer();
  return admin.upload<CatalogueImportAnswer>('/api/commerce/product-imports', { name: 'products.xlsx', bytes });
}
const rowsOf = async (importId: string, query = '') =>
  (await admin.get<CatalogueImportRows>(`/api/commerce/product-imports/${importId}/rows${query}`)).body.items;
const commit = (importId: string, lines: 'all' | number[] = 'all') =>
  admin.post(`/api/commerce/product-imports/${importId}/commit`, { lines });

describe('the catalogue as a workbook', () => {
  it('comes back as it went out', async () => {
    const table = await exported();
    expect(table[0]?.slice(0, 4)).toEqual(['商品编码', '规格编码', '商品名称', '规格（名称:值，多个用分号）']);
    expect(table.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['xl-1', 'xl-1-a', '山核桃', '规格:大'],
      ['xl-1', 'xl-1-b', '山核桃', '规格:小'],
      ['xl-2', 'xl-2', '红糖', null],
    ]);
    expect((await upload(table)).body).toMatchObject({ creates: 0, changes: 0, unchanged: 3, bad: 0 });
  });

  it('creates and changes what was shown, once', async () => {
    const table = await exported();
    const price = table[0]?.indexOf('标价（元）') ?? -1;
    table[1]![price] = 21.9;
    table.push(['xl-3', 'xl-3', '黑芝麻', null, 'xl-food', '商品', '袋', 12.5]);
    const shown = (await upload(table)).body;
    expect(shown).toMatchObject({ creates: 1, changes: 1, unchanged: 2, bad: 0, committed: 0 });
    expect(await rowsOf(shown.importId, '?verdict=change')).toMatchObject([
      { lineNumber: 2, code: 'xl-1-a', changed: ['标价'], committedAt: null },
    ]);
    expect((await commit(shown.importId)).body).toEqual({ created: 1, changed: 1, unchanged: 2, stale: [] });
    expect((await commit(shown.importId)).body).toEqual({ created: 0, changed: 0, unchanged: 0, stale: [] });
    const found = await skusByCodes(server.world.ctx().db, ['xl-1-a', 'xl-3']);
    expect(found.get('xl-1-a')).toMatchObject({ listFen: 2_190, barcode: '6922222222222' });
    expect(found.get('xl-3')).toMatchObject({ listFen: 1_250, name: '黑芝麻', soldBy: '袋', categoryId: category });
    expect((await upload(await exported())).body).toMatchObject({ changes: 0, creates: 0 });
  });

  it('says line and column of each fault, and takes the good rows', async () => {
    const table = await exported('text=xl-2');
    const price = table[0]?.indexOf('标价（元）') ?? -1;
    table.push(['xl-4', 'xl-4', '花椒', null, 'no-such', '商品', '袋', '很贵']);
    table[1]![price] = 9.9;
    const shown = (await upload(table)).body;
    const [bad] = await rowsOf(shown.importId, '?verdict=bad');
    expect(bad).toMatchObject({ lineNumber: 3, code: 'xl-4' });
    expect(bad?.faults.map(({ column, message }) => [column, message])).toEqual([
      ['分类编码', '没有分类「no-such」，请填分类编码'],
      ['标价', '「标价」写成「很贵」不行，请填以元为单位的金额'],
    ]);
    expect((await commit(shown.importId, [2, 3])).body).toEqual({ created: 0, changed: 1, unchanged: 0, stale: [] });
  });

  it('leaves alone what somebody changed since the preview', async () => {
    const table = await exported('text=xl-2');
    const price = table[0]?.indexOf('标价（元）') ?? -1;
    table[1]![price] = 7.7;
    const shown = (await upload(table)).body;
    const item = (await admin.get('/api/commerce/products?text=xl-2')).body.items[0];
    await admin.post(`/api/commerce/products/${item.spuId}/retire`, undefined, {
      headers: { 'if-match': `"${item.revision}"` },
    });
    expect((await commit(shown.importId)).body).toEqual({ created: 0, changed: 0, unchanged: 0, stale: [2] });
  });

  it('is headquarters’, and has to be a table of products', async () => {
    const strange = [
      ['什么', '都'],
      ['不', '是'],
    ];
    expect(await upload(strange)).toMatchObject({ status: 422, body: { code: 'place-import-columns-missing' } });
    const local = await server.signInAs('operator', { areaKind: 'city', areaId: category });
    const file = { name: 'products.csv', bytes: '商品编码,规格编码\na,b' };
    expect(await local.upload('/api/commerce/product-imports', file)).toMatchObject({
      status: 403,
      body: { code: 'catalogue-is-headquarters' },
    });
    const nobodys = '01900000-0000-7000-8000-000000000000';
    expect((await commit(nobodys)).status).toBe(404);
  });
});
