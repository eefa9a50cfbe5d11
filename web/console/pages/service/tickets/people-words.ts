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

/** More who bought nothing are shown once somebody asks. */
const AT_FIRST = 4;

/** Those who bought something first, then some of the others. */
export function inOrder(items: readonly Person[], all: boolean): { shown: readonly Person[]; more: number } {
  const buyers = items.filter(hasBought);
  const others = items.filter((person) => !hasBought(person));
  // One that is left over is not worth a button.
  const few = others.length <= AT_FIRST + 1 || all ? others : others.slice(0, AT_FIRST);
  return { shown: [...buyers, ...few], more: others.length - few.length };
}

export const orderTone = ({ state }: Pick<Bought, 'state'>): StateTone => ORDER_TONES[state as OrderState] ?? 'neutral';

/** Goods that were sold by us and paid: what is wrong with others is settled where they came from. */
export const mayBeClaimed = ({ channel, state }: Pick<Bought, 'channel' | 'state'>): boolean =>
  channel !== 'imported' && channel !== 'service' && (state === 'paid' || state === 'completed');
