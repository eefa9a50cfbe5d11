import { useState } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { withAmount, withoutLines, type Drafts } from './supply-draft.ts';

const STORED = 'tw.supply.drafts';

/** What was typed before a reload. Lines have names of their own: those of another day are never looked up. */
function stored(): Drafts {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '{}');
    const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return {};
  }
}

interface DraftsOfPage {
  readonly drafts: Drafts;
  readonly type: (line: SupplyLineAnswer, amount: number | null) => void;
  readonly forget: (lineIds: readonly string[]) => void;
}

/** Amounts that were typed and wait to be decided; a reload or a look at another page does not lose them. */
export function useDrafts(): DraftsOfPage {
  const [drafts, setDrafts] = useState(stored);
  const keep = (change: (before: Drafts) => Drafts): void =>
    setDrafts((before) => {
      const next = change(before);
      sessionStorage.setItem(STORED, JSON.stringify(next));
      return next;
    });
  return {
    drafts,
    type: (line, amount) => keep((before) => withAmount(before, line, amount)),
    forget: (lineIds) => keep((before) => withoutLines(before, lineIds)),
  };
}
