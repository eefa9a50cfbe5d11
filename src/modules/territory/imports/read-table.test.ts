import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { ColumnsMissing, ColumnTwice, ImportTooLarge, MAX_IMPORT_ROWS, UnreadableFile } from './place-import.ts';
import { readTable } from './read-table.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 「大区编码,大区名称\nN,华北\n」 in GB18030: Node writes no such text. */
const GB18030 = Uint8Array.from([
  0xb4, 0xf3, 0xc7, 0xf8, 0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xb4, 0xf3, 0xc7, 0xf8, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x4e,
  0x2c, 0xbb, 0xaa, 0xb1, 0xb1, 0x0a,
]);

describe('reading a table', () => {
  it('finds columns by their Chinese or English titles in any order and trims cells', async () => {
    const rows = await readTable(
      'regions',
      utf8('\u{feff}备注,name , 大区编码（必填）*\r\nx, 华东 ,E\r\n\r\ny,华南,S'),
    );
    expect(rows).toEqual([
      { lineNumber: 2, cells: { name: '华东', code: 'E' } },
      { lineNumber: 4, cells: { name: '华南', code: 'S' } },
    ]);
  });

  it('reads what a Chinese Excel saves as CSV, and tabs', async () => {
    expect(await readTable('regions', GB18030)).toEqual([{ lineNumber: 2, cells: { code: 'N', name: '华北' } }]);
    expect(await readTable('regions', utf8('code\tname\nE\t华东'))).toEqual([
      { lineNumber: 2, cells: { code: 'E', name: '华东' } },
    ]);
  });

  it('reads the first sheet of a workbook with its row numbers', async () => {
    const sheet = [
      ['大区编码', '大区名称'],
      ['E', '华东'],
      [null, null],
      ['S', 7],
    ].map((row) => row.map((value) => ({ value: value ?? undefined })));
    const bytes = await writeExcelFile(sheet as never).toBuffer();
    expect(await readTable('regions', bytes)).toEqual([
      { lineNumber: 2, cells: { code: 'E', name: '华东' } },
      { lineNumber: 4, cells: { code: 'S', name: '7' } },
    ]);
  });

  it('refuses what is no such table', async () => {
    await expect(readTable('regions', utf8('code\nE'))).rejects.toThrow(ColumnsMissing);
    await expect(readTable('regions', utf8('code,name,name\nE,a,b'))).rejects.toThrow(ColumnTwice);
    await expect(readTable('regions', utf8('code,name\n'))).rejects.toThrow(UnreadableFile);
    await expect(readTable('regions', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toThrow(UnreadableFile);
    await expect(readTable('regions', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]))).rejects.toThrow(UnreadableFile);
    const tooMany = `code,name\n${'E,x\n'.repeat(MAX_IMPORT_ROWS + 1)}`;
    await expect(readTable('regions', utf8(tooMany))).rejects.toThrow(ImportTooLarge);
  });
});
