import { describe, expect, it } from 'vitest';
import {
  looksLikeLeadNumber,
  looksLikeOrderNumber,
  looksLikePhone,
  matches,
  sourcesFor,
  type Finder,
} from './palette-sources.ts';

const everybody: Finder = {
  permissions: ['territory.read', 'lead.read', 'order.read', 'cdp.read'],
  grants: [],
  mode: 'demo',
};
const titles = (query: string, finder = everybody): string[] => sourcesFor(query, finder).map(({ title }) => title);

describe('what ⌘K asks', () => {
  it('is only the sources that the query can name something of', () => {
    expect(titles('')).toEqual(['页面']);
    expect(titles('和平一村')).toEqual(['小区', '页面']);
    expect(titles('SZ-2606')).toEqual(['小区', '线索', '页面']);
    expect(titles('13800138000')).toEqual(['客户', '页面']);
    expect(titles('DD-SZ-2606')).toEqual(['小区', '订单', '页面']);
    expect(titles('8000')).toEqual(['线索', '订单', '客户', '页面']);
  });

  it('leaves out what the user may not read', () => {
    expect(titles('8000', { permissions: ['lead.read'], grants: [], mode: 'demo' })).toEqual(['线索', '页面']);
    expect(titles('和平', { permissions: [], grants: [], mode: 'demo' })).toEqual(['页面']);
  });

  it('tells numbers of leads and phones', () => {
    expect(looksLikeLeadNumber('hf260606 0001')).toBe(true);
    expect(looksLikeLeadNumber('0001')).toBe(true);
    expect(looksLikeLeadNumber('漏水')).toBe(false);
    expect(looksLikeOrderNumber('dd sz-260606-0001')).toBe(true);
    expect(looksLikeOrderNumber('SZ-260606-0001')).toBe(false);
    expect(looksLikePhone('+86 138 0013 8000')).toBe(true);
    expect(looksLikePhone('138001')).toBe(false);
  });

  it('finds pages by every word', () => {
    expect(matches('超时 线索', '线索', '哪些超时了')).toBe(true);
    expect(matches('超时 方案', '线索', '哪些超时了')).toBe(false);
  });
});

describe('the pages that are found', () => {
  it('are those of the user, and of the demo only in it', async () => {
    const find = async (finder: Finder): Promise<string[]> => {
      const hits = await sourcesFor('', finder).at(-1)?.find('', finder, new AbortController().signal);
      return hits?.map(({ to }) => to) ?? [];
    };
    const operator = { permissions: ['system.read'], grants: [], mode: 'demo' } as const;
    expect(await find(operator)).toContain('/system/world');
    expect(await find({ ...operator, mode: 'production' })).not.toContain('/system/world');
    expect(await find({ permissions: [], grants: [], mode: 'demo' })).toEqual(['/system/sessions']);
  });
});
