import { describe, expect, it } from 'vitest';
import { draftFault, draftOf, EMPTY_PLAN, requiredOf } from './plan-draft.ts';

describe('planning what an event must carry', () => {
  it('goes there and back', () => {
    const required = { sku: 'string', amount: 'number' } as const;
    expect(requiredOf(draftOf('Product Viewed', required))).toEqual(required);
  });

  it('says what is missing', () => {
    expect(draftFault(EMPTY_PLAN)).toBe('写上事件名');
    const draft = { ...EMPTY_PLAN, eventName: 'A' };
    expect(draftFault(draft)).toBe('有字段没写名字');
    expect(draftFault({ ...draft, fields: [] })).toBe('至少写一个必填字段');
    const twice = [
      { name: 'x', type: 'string' },
      { name: ' x', type: 'number' },
    ] as const;
    expect(draftFault({ ...draft, fields: twice })).toBe('有字段写了两次');
    expect(draftFault({ ...draft, fields: [twice[0]] })).toBeUndefined();
  });

  it('takes the plan of a known event away when no field is left', () => {
    expect(draftFault({ ...draftOf('A', { x: 'string' }), fields: [] })).toBeUndefined();
  });
});
