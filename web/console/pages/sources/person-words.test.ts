import { describe, expect, it } from 'vitest';
import type { TimelineAnswer } from '#modules/cdp/contract';
import { consentName, fieldsOf, timelineSteps, traitText } from './person-words.ts';

describe('a person', () => {
  it('is shown by what is known of them', () => {
    expect(fieldsOf({ name: ['王*'], phone: ['138****0001', '139****0002'], email: [] })).toEqual([
      ['姓名', '王*'],
      ['手机号', '138****0001、139****0002'],
    ]);
  });

  it('has traits of every kind as text', () => {
    expect(['金卡', 1980, true, { a: 1 }].map(traitText)).toEqual(['金卡', '1980', '是', '{"a":1}']);
    expect(consentName('contact_about_lead')).toBe('就线索联系我');
    expect(consentName('something_new')).toBe('something_new');
  });

  it('has a timeline that says what is sealed, and shows nothing of it', () => {
    const item = (part: object): TimelineAnswer['items'][number] =>
      ({
        eventId: 'e',
        name: 'Order Completed',
        occurredAt: 't',
        properties: {},
        hasPersonal: false,
        ...part,
      }) as never;
    expect(
      timelineSteps([
        item({
          properties: { amountFen: 2580, items: ['a'], leadId: '01a200a5-a5ac-7000-99fd-576275b784ea' },
          hasPersonal: true,
        }),
        item({ name: 'X' }),
      ]),
    ).toEqual([
      { id: 'e', by: 'people', what: '下单付款', at: 't', note: '金额 ¥25.80 · 有封存的个人信息' },
      { id: 'e', by: 'people', what: 'X', at: 't' },
    ]);
  });
});
