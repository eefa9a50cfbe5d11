import { describe, expect, it } from 'vitest';
import { afterPick, offeredValues, skuWith, type ItemSku } from './pick-sku.ts';

const sku = (...values: string[]): ItemSku => ({ skuId: values.join('/'), values }) as unknown as ItemSku;
const skus = [sku('500克', '原味'), sku('500克', '少糖'), sku('1千克', '原味')];
const first = skus[0] as ItemSku;

describe('choosing a specification', () => {
  it('keeps the other options where there is such a thing', () => {
    expect(afterPick(skus, first, 1, '少糖').skuId).toBe('500克/少糖');
    expect(afterPick(skus, first, 0, '1千克').skuId).toBe('1千克/原味');
  });

  it('goes to the nearest that has the value, so that no tap leads nowhere', () => {
    expect(afterPick(skus, skus[1] as ItemSku, 0, '1千克').skuId).toBe('1千克/原味');
  });

  it('stays where nothing has it', () => {
    expect(afterPick(skus, first, 0, '2千克')).toBe(first);
  });

  it('offers only what there is', () => {
    expect(offeredValues(skus, { name: '口味', values: ['原味', '少糖', '辣'] }, 1)).toEqual(['原味', '少糖']);
    expect(skuWith(skus, ['1千克', '少糖'])).toBeUndefined();
  });
});
