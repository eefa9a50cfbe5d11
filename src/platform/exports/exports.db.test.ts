import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { useContext } from '#testing';
import { csvReply, exportList } from './index.ts';

const world = useContext();

/** Exports the numbers from 1 to `length`, three at once. */
async function numbers(length: number, maxRows = 100): Promise<string[]> {
  const all = Array.from({ length }, (_, at) => at + 1);
  const text = await exportList<number, number>(world.ctx(), {
    action: 'export-numbers',
    kind: 'number',
    header: ['数', '偶'],
    pageSize: 3,
    maxRows,
    read: async (after = 0, limit) => all.filter((number) => number > after).slice(0, limit),
    placeOf: (last) => last,
    linesOf: (page) => page.map((number) => [number, number % 2 === 0 ? '是' : null]),
  });
  expect(text.startsWith('\u{feff}数,偶\r\n')).toBe(true);
  return text.split('\r\n').slice(1, -1);
}

const audited = async (): Promise<unknown[]> => {
  const { rows } = await sql<{ details: { rows: number } }>`
    select details from platform.audit_entry where action_name = 'export-numbers' order by entry_id`.execute(
    world.database.db,
  );
  return rows.map((row) => row.details.rows);
};

describe('a list that is taken away', () => {
  it('is read page by page to its end and stands in the audit', async () => {
    expect(await numbers(0)).toEqual([]);
    expect(await numbers(6)).toEqual(['1,', '2,是', '3,', '4,是', '5,', '6,是']);
    expect(await numbers(7)).toHaveLength(7);
    expect(await audited()).toEqual([0, 6, 7]);
  });

  it('says in its last line when there is more than may be taken away', async () => {
    expect(await numbers(6, 6)).toHaveLength(6);
    const cut = await numbers(7, 6);
    expect(cut).toHaveLength(7);
    expect(cut.at(-1)).toBe('只有前6条，后面还有：请缩小范围再导出');
  });

  it('has a name in any script', () => {
    expect(csvReply('orders-2026-06-06', '').headers).toMatchObject({
      'content-disposition': 'attachment; filename="orders-2026-06-06.csv"',
    });
    expect(csvReply('差异', '').headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''%E5%B7%AE%E5%BC%82.csv",
    });
  });
});
