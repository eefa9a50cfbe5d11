import type { Rule } from '#modules/cdp';

/** Audiences that the demo company has circled; rules as an operator would write them. */
export const DEMO_AUDIENCES: readonly { readonly name: string; readonly rule: Rule }[] = [
  {
    name: '老房漏水焕新',
    rule: {
      all: [
        { fact: 'age_years', is: 'at_least', value: 15 },
        { fact: 'mentions', topic: 'leak', days: 30, is: 'at_least', value: 3 },
      ],
    },
  },
  {
    name: '返潮开裂',
    rule: {
      any: [
        { fact: 'mentions', topic: 'damp', days: 30, is: 'at_least', value: 3 },
        { fact: 'mentions', topic: 'crack', days: 30, is: 'at_least', value: 2 },
      ],
    },
  },
  {
    name: '有娃家庭多的社区',
    rule: { fact: 'mentions', topic: 'kids_room', days: 60, is: 'at_least', value: 3 },
  },
];
