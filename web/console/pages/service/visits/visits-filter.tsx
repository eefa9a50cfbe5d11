import type { ReactNode } from 'react';
import { choicesOf, useCities, useStores, type Choice } from '../../../parts/choices.ts';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
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
  const span = spanOf(tab, undefined);
  const services = useServices().map(({ service, name }) => ({ value: service, label: name }));
  const people = useWorkerChoices({ cityId: filters.city, storeId: filters.store });
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('days', '哪几天', span === undefined ? '任何一天' : SPANS[span], spans),
        '在',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('store', '门店', '所有门店', choicesOf(useStores(filters.city))),
        '的',
        choiceBlank('service', '服务', '各种上门', services),
        '，由',
        choiceBlank('person', '谁去', '任何人', people),
        '去、单号',
        { kind: 'text', name: 'text', label: '单号或末四位', any: '不限' },
        ...givenBlank('community', '小区', filters.community),
        ...givenBlank('project', '工程', filters.project),
        ...givenBlank('lead', '线索', filters.lead),
      ]}
      values={filters}
      onChange={onChange}
    />
  );
}
