import type { ComponentType } from 'react';
import type { AreaName } from './areas.ts';

export interface ConsolePage {
  /** Address inside the console, e.g. `/plays/approvals`. Filters and the open row live in its search part. */
  readonly path: string;
  readonly area: AreaName;
  readonly title: string;
  /** The one question that the page answers; also what ⌘K finds it by. */
  readonly question: string;
  /** The permission without which the page is neither listed nor found; the server decides again. */
  readonly needs?: string;
  /** Only for those whose area is everywhere. */
  readonly everywhere?: boolean;
  /** There is nothing behind it outside the demo. */
  readonly demoOnly?: boolean;
  readonly load: () => Promise<{ default: ComponentType }>;
}
