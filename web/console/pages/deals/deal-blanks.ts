import { choicesOf, useCities, useStores } from '../../parts/choices.ts';
import { choiceBlank } from '../../parts/filter-blanks.ts';
import type { Blank } from '../../parts/filter-sentence.tsx';
import { BOARD_PERIODS } from '../boards/board-words.ts';
import { useWorkerChoices } from '../service/use-services.ts';

export const PERIOD: Blank = choiceBlank(
  'period',
  '时间',
  '任何时候',
  BOARD_PERIODS.map(({ value, label }) => ({ value, label })),
);

export const useCityBlank = (): Blank => choiceBlank('city', '城市', '所有城市', choicesOf(useCities()));

export const useStoreBlank = (cityId: string | undefined): Blank =>
  choiceBlank('store', '门店', '所有门店', choicesOf(useStores(cityId)));

/** Whoever visits homes; of the city or store that was chosen. */
export const useSellerBlank = (cityId: string | undefined, storeId: string | undefined): Blank =>
  choiceBlank('seller', '销售', '任何人', useWorkerChoices({ cityId, storeId }));
