import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';

type Cell = string | number | null | undefined;

/** What the screen shows, as a CSV file that Excel opens: the titles, then the rows. */
export function csvOf(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [titles, ...rows].map((cells) => csvLine(cells)).join('');
}

/** Hands a text to the browser as a file to keep. */
export function saveFile(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
