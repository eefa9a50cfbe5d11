import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A review of a file with a header, and whether its writer was content. */
export interface Review {
  readonly text: string;
  readonly isGood: boolean;
  readonly columns: Readonly<Record<string, string>>;
}

/** Reads comma-separated values (RFC 4180), packed or not; rows without words are left out. */
export function readReviews(path: string, names: { readonly text: string; readonly label: string }): Review[] {
  const bytes = readFileSync(path);
  const [header = [], ...rows] = parseRows((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  for (const name of [names.text, names.label]) {
    if (!header.includes(name)) throw new Error(`${path}: no column '${name}' among ${header.join(', ')}`);
  }
  return rows.flatMap((cells) => {
    const columns = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']));
    const text = (columns[names.text] ?? '').replace(/^\ufeff/u, '').trim();
    const label = columns[names.label];
    return text === '' || (label !== '0' && label !== '1') ? [] : [{ text, isGood: label === '1', columns }];
  });
}

function parseRows(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,\n\r]*))(?<end>,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const { quoted, plain, end } = cell.exec(text)?.groups ?? {};
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}
