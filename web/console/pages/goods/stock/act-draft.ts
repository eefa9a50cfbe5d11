import type { StockItem } from '#modules/inventory/contract';
import { count } from '../../../../shared/format.ts';

export type StockAct = 'count' | 'receive' | 'plan' | 'transfer' | 'write_off';

export const ACTS: Readonly<Record<StockAct, string>> = {
  count: '盘点',
  receive: '收货',
  plan: '改在途',
  transfer: '调拨',
  write_off: '报损',
};

export const COUNT_REASONS: Readonly<Record<string, string>> = {
  counted: '盘点',
  found: '找到了',
  lost: '丢失',
  mistake: '之前记错',
};
export const WRITE_OFF_REASONS: Readonly<Record<string, string>> = {
  damaged: '破损',
  expired: '过期',
  sample: '试吃样品',
  recalled: '召回',
};

export interface ActDraft {
  readonly act: StockAct;
  readonly units: number | null;
  /** Of a receipt: what will not come any more. */
  readonly missing: number | null;
  readonly toId: string | undefined;
  readonly reason: string | undefined;
}

export const draftFor = (act: StockAct): ActDraft => ({
  act,
  units: null,
  missing: 0,
  toId: undefined,
  reason: act === 'count' ? 'counted' : undefined,
});

type Row = Pick<StockItem, 'placeId' | 'skuId' | 'onHand' | 'reserved' | 'incoming' | 'skuUnit'>;

/** What is missing or cannot be, in words. */
export function actFault({ act, units, toId, reason, missing }: ActDraft, row: Row): string | undefined {
  if (units === null) return act === 'count' ? '写上数出来多少' : '写上多少';
  if (act === 'count') return units < 0 ? '数量不能小于 0' : undefined;
  if (act === 'plan') {
    if (units === 0) return '写上加多少或减多少';
    return row.incoming + units < 0 ? `在途只有${count(row.incoming)}` : undefined;
  }
  if (act === 'receive') return units + (missing ?? 0) <= 0 ? '写上收到多少' : undefined;
  if (units <= 0) return '写上多少';
  if (units > row.onHand) return `在库只有${count(row.onHand)}`;
  if (act === 'transfer' && toId === undefined) return '选一个地方';
  return act === 'write_off' && reason === undefined ? '选一个原因' : undefined;
}

/** Where it is sent and what. */
export function actRequest({ act, units, missing, toId, reason }: ActDraft, row: Row): { path: string; body: object } {
  const { placeId, skuId } = row;
  switch (act) {
    case 'count':
      return { path: '/api/inventory/counts', body: { placeId, reason, lines: [{ skuId, counted: units }] } };
    case 'receive':
      return {
        path: '/api/inventory/receipts',
        body: { placeId, lines: [{ skuId, received: units, missing: missing ?? 0 }] },
      };
    case 'plan':
      return { path: '/api/inventory/plans', body: { placeId, lines: [{ skuId, change: units }] } };
    case 'transfer':
      return { path: '/api/inventory/transfers', body: { fromId: placeId, toId, lines: [{ skuId, quantity: units }] } };
    case 'write_off':
      return { path: '/api/inventory/write-offs', body: { placeId, reason, lines: [{ skuId, quantity: units }] } };
  }
}

/** What was done, in a sentence. */
export function doneWords({ act, units, missing }: ActDraft, { onHand, skuUnit }: Row): string {
  const amount = `${count(Math.abs(units ?? 0))}${skuUnit}`;
  switch (act) {
    case 'count':
      return `盘到${amount}，原来记着${count(onHand)}${skuUnit}。`;
    case 'receive':
      return `收了${amount}${(missing ?? 0) > 0 ? `，${count(missing)}${skuUnit}不会来了` : ''}。`;
    case 'plan':
      return `在途${(units ?? 0) > 0 ? '加' : '减'}了${amount}。`;
    case 'transfer':
      return `调走了${amount}。`;
    case 'write_off':
      return `报损了${amount}。`;
  }
}
