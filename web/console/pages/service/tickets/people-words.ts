import type { AlertPeople } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';
import { ORDER_TONES, type OrderState } from '../../deals/orders/order-words.ts';
import type { StateTone } from '../../../parts/state-word.tsx';
import { NAMELESS } from './ticket-words.ts';

export type Person = AlertPeople['items'][number];
export type Bought = Person['orders'][number];

/** 「王* · 138****0001」; of residents in a group often neither is known. */
export const personName = ({ name, phone }: Pick<Person, 'name' | 'phone'>): string =>
  [name, phone].filter((each) => each !== '').join(' · ') || NAMELESS;

const hasBought = ({ orders }: Person): boolean => orders.length > 0;
const isKnown = ({ name, phone }: Person): boolean => name !== '' || phone !== '';

/** How many speak, and what is known of what they bought, in a sentence. */
export function peopleSentence({ items, people }: AlertPeople, mayReadOrders: boolean): string {
  if (people === 0) return '相关的消息已经不在了。';
  const all = `${count(people)} 人在说`;
  const buyers = items.filter(hasBought).length;
  if (buyers > 0) return `${all}，${count(buyers)} 人近 30 天买过东西。`;
  const known = items.filter(isKnown).length;
  if (known === 0) return `${all}，还对不上是哪位顾客。`;
  return mayReadOrders
    ? `${all}，认得出的 ${count(known)} 人近 30 天没买过东西。`
    : `${all}，认得出 ${count(known)} 人。看他们的订单要有看订单的权限。`;
}

/** Said once more than are listed; empty where all are. */
export const restSentence = ({ items, people }: AlertPeople): string =>
  people > items.length ? `只列了说得最多的 ${count(items.length)} 人。` : '';

/** Those who bought something come first. */
export const inOrder = (items: readonly Person[]): readonly Person[] => [
  ...items.filter(hasBought),
  ...items.filter((person) => !hasBought(person)),
];

/** Some of many, and how many more there are; one that would be left over is not worth a button. */
export function firstOf<T>(items: readonly T[], few: number, all: boolean): { shown: readonly T[]; more: number } {
  const shown = all || items.length <= few + 1 ? items : items.slice(0, few);
  return { shown, more: items.length - shown.length };
}

export const orderTone = ({ state }: Pick<Bought, 'state'>): StateTone => ORDER_TONES[state as OrderState] ?? 'neutral';

/** Goods that were sold by us and paid: what is wrong with others is settled where they came from. */
export const mayBeClaimed = ({ channel, state }: Pick<Bought, 'channel' | 'state'>): boolean =>
  channel !== 'imported' && channel !== 'service' && (state === 'paid' || state === 'completed');

/** What may still be put right comes first, each as it was: the newest first. */
export const ordersInOrder = (orders: readonly Bought[]): readonly Bought[] => [
  ...orders.filter(mayBeClaimed),
  ...orders.filter((order) => !mayBeClaimed(order)),
];
