import type { ReactNode } from 'react';
import { useMay } from '../../../shared/session.tsx';
import { choicesOf, useCities, useStores } from '../../parts/choices.ts';
import { FilterSentence, type Blank, type FilterValues } from '../../parts/filter-sentence.tsx';
import { BOARD_PERIODS } from './board-words.ts';

interface BoardFilterProps {
  readonly values: FilterValues;
  readonly onChange: (part: Readonly<Record<string, string | undefined>>) => void;
  /** What the sentence ends with: `的小区`. */
  readonly end: string;
}

/** 「看【近30天】里，【所有城市】、【所有门店】…」 */
export function BoardFilter({ values, onChange, end }: BoardFilterProps): ReactNode {
  const cities = useCities();
  const stores = useStores(values['city']);
  const mayRead = useMay('territory.read');
  const period: Blank = {
    kind: 'choice',
    name: 'period',
    label: '时间',
    any: '近30天',
    options: BOARD_PERIODS.filter((each) => each.value !== '30'),
  };
  const city: Blank = { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(cities) };
  const store: Blank = { kind: 'choice', name: 'store', label: '门店', any: '所有门店', options: choicesOf(stores) };
  return (
    <FilterSentence
      parts={mayRead ? ['看', period, '里，', city, '、', store, end] : ['看', period, '里', end]}
      values={values}
      // A store of another city would leave nothing.
      onChange={(name, value) => onChange(name === 'city' ? { city: value, store: undefined } : { [name]: value })}
    />
  );
}
