import { expect, it } from 'vitest';
import { whereTo } from './where-to.ts';

it('goes back to the product that was asked for, and nowhere out of the shop', () => {
  expect(whereTo(null, 'c1')).toBe('/c/c1');
  expect(whereTo('/i/MILK-950', 'c1')).toBe('/i/MILK-950?c=c1');
  for (const to of ['https://elsewhere/i/x', '//elsewhere', '/my', '/i/../console', 'javascript:1']) {
    expect(whereTo(to, 'c1')).toBe('/c/c1');
  }
});
