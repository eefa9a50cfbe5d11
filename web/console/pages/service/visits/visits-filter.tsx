import type { ReactNode } from 'react';
import { choicesOf, useCities, useStores, type Choice } from '../../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../../parts/filter-sentence.tsx';
import { useServices, useWorkerChoices } from '../use-services.ts';
import type { VisitFilters } from './use-visits.ts';
import { SPANS, spanOf, type VisitTab } from './visit-words.ts';

interface VisitsFilterProps {
  readonly tab: VisitTab;
  readonly filters: VisitFilters;
  readonly onChange: (name: string, value: string | undefined) => void;
}

const spans: readonly Choice[] = Object.entries(SPANS).map(([value, label]) => ({ value, label }));

/** 「看【今天】在【城市】、【门店】的【上门量房】，由【谁】去、单号【…】」; community, project and lead come from links. */
export function VisitsFilter({ tab, filters, onChange }: VisitsFilterProps): ReactNode {
  const choice = (name: string, label: string, any: string, options: readonly Choice[]): Blank => ({
    kind: 'choice',
    name,
    label,
    any,
    options,
  });
  const given = (name: string, label: string, value: string | undefined): (string | Blank)[] =>
    value === undefined ? [] : ['，只看', choice(name, label, '不限', [{ value, label: `这个${label}` }])];
  const span = spanOf(tab, undefined);
  const services = useServices().map(({ service, name }) => ({ value: service, label: name }));
  const people = useWorkerChoices({ cityId: filters.city, storeId: filters.store });
  return (
    <FilterSentence
      parts={[
        '看',
        choice('days', '哪几天', span === undefined ? '任何一天' : SPANS[span], spans),
        '在',
        choice('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choice('store', '门店', '所有门店', choicesOf(useStores(filters.city))),
        '的',
        choice('service', '服务', '各种上门', services),
        '，由',
        choice('person', '谁去', '任何人', people),
        '去、单号',
        { kind: 'text', name: 'text', label: '单号或末四位', any: '不限' },
        ...given('community', '小区', filters.community),
        ...given('project', '工程', filters.project),
        ...given('lead', '线索', filters.lead),
      ]}
      values={filters}
      onChange={onChange}
    />
  );
}
