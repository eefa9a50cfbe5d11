import { expect, it } from 'vitest';
import { nameOfSku } from './name-of-sku.ts';

it('says the spec once', () => {
  expect(nameOfSku({ name: '鲜牛奶 950毫升', spec: '950毫升' })).toBe('鲜牛奶 950毫升');
  expect(nameOfSku({ name: '鲜牛奶', spec: '950毫升' })).toBe('鲜牛奶 950毫升');
  expect(nameOfSku({ name: '鸡蛋', spec: '' })).toBe('鸡蛋');
});
