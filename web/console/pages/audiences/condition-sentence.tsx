import { Fragment, type ReactNode } from 'react';
import type { Comparison, Condition } from '#modules/cdp/contract';
import { choicesOf, useCities, usePartners, useStores, useTopics, type Choice } from '../../parts/choices.ts';
import { ManyPicker, NumberPicker, OnePicker } from './pickers.tsx';
import { COMPARISON_WORDS, limitsOf, shownValue, storedValue, wordsOf, type Slot } from './rule-words.ts';

interface ConditionSentenceProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

const COMPARISONS: readonly Choice[] = Object.entries(COMPARISON_WORDS).map(([value, label]) => ({ value, label }));

/** One condition as words and blanks. */
export function ConditionSentence({ condition, onChange }: ConditionSentenceProps): ReactNode {
  return (
    <span className="rule-condition">
      {wordsOf(condition.fact).pieces.map((piece, at) =>
        typeof piece === 'string' ? (
          <Fragment key={at}>{piece}</Fragment>
        ) : (
          <SlotPicker key={at} slot={piece.slot} condition={condition} onChange={onChange} />
        ),
      )}
    </span>
  );
}

function SlotPicker({ slot, condition, onChange }: ConditionSentenceProps & { slot: Slot }): ReactNode {
  // What a slot holds is there because the sentence of the fact has the slot: rule-words.test.ts checks it.
  const put = (part: Readonly<Record<string, unknown>>): void => onChange({ ...condition, ...part } as Condition);
  if (slot === 'choices') return <Choices condition={condition} onChange={onChange} />;
  if (slot === 'topic')
    return <Topic value={'topic' in condition ? condition.topic : ''} onChange={(topic) => put({ topic })} />;
  if (slot === 'comparison') {
    const is: Comparison = 'is' in condition ? condition.is : 'at_least';
    return <OnePicker label="比较" value={is} options={COMPARISONS} onChange={(next) => put({ is: next })} />;
  }
  if (slot === 'days') {
    const days = 'days' in condition ? condition.days : 30;
    return (
      <NumberPicker
        label="天数"
        value={days}
        min={1}
        max={365}
        step={1}
        onChange={(next) => put({ days: Math.round(next) })}
      />
    );
  }
  const value = 'value' in condition ? condition.value : 0;
  return (
    <NumberPicker
      label="数值"
      value={shownValue(condition.fact, value)}
      {...limitsOf(condition.fact)}
      onChange={(next) => put({ value: storedValue(condition.fact, next) })}
    />
  );
}

function Topic({ value, onChange }: { value: string; onChange: (topic: string) => void }): ReactNode {
  const options = useTopics().map(({ topic, name }) => ({ value: topic, label: name }));
  return <OnePicker label="话题" value={value} options={options} onChange={onChange} />;
}

function Choices({ condition, onChange }: ConditionSentenceProps): ReactNode {
  const cities = useCities();
  const stores = useStores();
  const partners = usePartners();
  if (!('in' in condition)) return null;
  const options = { city: choicesOf(cities), store: choicesOf(stores), partner: choicesOf(partners), district: [] };
  return (
    <ManyPicker
      label={wordsOf(condition.fact).name}
      values={condition.in}
      options={options[condition.fact]}
      free={condition.fact === 'district'}
      onChange={(values) => onChange({ ...condition, in: values } as Condition)}
    />
  );
}
