import type { IconName } from '../../shared/icons.tsx';
import { areas, pagesFor } from '../pages.ts';

/** One thing that ⌘K found. */
export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
  /** Address inside the console. */
  readonly to: string;
}

/** Something that ⌘K searches. To make people, communities or orders findable, add a source to `paletteSources`. */
export interface PaletteSource {
  readonly title: string;
  readonly find: (query: string, permissions: readonly string[], signal: AbortSignal) => Promise<readonly Hit[]>;
}

const pageSource: PaletteSource = {
  title: '页面',
  find: async (query, permissions) =>
    pagesFor(permissions)
      .filter((page) => matches(query, page.title, page.question))
      .map((page) => ({
        id: page.path,
        title: page.title,
        hint: page.question,
        icon: areas.find((area) => area.name === page.area)?.icon ?? 'forward',
        to: page.path,
      })),
};

export const paletteSources: readonly PaletteSource[] = [pageSource];

/** Whether every word of the query occurs in one of the texts. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
