import type { ReactNode } from 'react';
import { businessDay, startOfBusinessDay } from '#kernel/time';
import { dayWithWeekday } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { usePlaceChoices } from '../stock/use-stock.ts';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { daysBefore, type SupplyDesk, type SupplyFilter } from './use-supply-desk.ts';

const DAYS = 30;

/** 「看【今天】【所有城市】、【所有仓和门店】的【所有分类】，编码或名字有【不限】」 */
export function SupplyFilterSentence({ desk }: { desk: SupplyDesk }): ReactNode {
  const { filters } = desk;
  const today = businessDay(new Date(useNow()));
  const days = daysBefore(today, DAYS).map((value) => ({ value, label: dayWithWeekday(startOfBusinessDay(value)) }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('day', '哪天', '今天', days),
        '，',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('place', '仓或门店', '所有仓和门店', usePlaceChoices(filters.city)),
        '的',
        choiceBlank('category', '分类', '所有分类', categoryChoices(useCategories())),
        '，编码或名字有',
        { kind: 'text', name: 'text', label: '编码或名字', any: '不限' },
      ]}
      values={filters}
      onChange={(name, value) => desk.filter(name as SupplyFilter, value)}
    />
  );
}
