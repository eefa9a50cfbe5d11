import { cpus, totalmem } from 'node:os';

/** Says what is measured and on what; with `--json` only the result is printed. */
export const asJson: boolean = process.argv.includes('--json');

export function note(text: string): void {
  if (!asJson) process.stdout.write(`${text}\n`);
}

export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** A figure, or figures by name; null where there was nothing to read it from. */
export type Figures = number | string | null | { readonly [name: string]: Figures };

/** The one JSON object that a bench prints last. */
export function report(result: { readonly [name: string]: Figures }): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** The value below which a share of all values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
