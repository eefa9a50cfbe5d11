import type { MyVisitItem } from '#modules/fulfilment/contract';
import { useWaitingOps } from './queries.ts';
import { visitsAfter } from './visit-steps.ts';

/** A visit with the steps that were made on this phone and still wait to be sent. */
export function useVisitNow(fetched: MyVisitItem): { readonly visit: MyVisitItem; readonly waiting: boolean } {
  const [now] = visitsAfter([fetched], useWaitingOps());
  return now === undefined ? { visit: fetched, waiting: false } : { visit: now.item, waiting: now.waiting };
}
