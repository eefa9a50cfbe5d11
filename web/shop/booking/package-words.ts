import type { BookingView } from '#modules/growth/contract';
import { yuan } from '../../shared/format.ts';

/** `防水焕新 ¥12,800/套`; without a price until it is settled which community it is for. */
export const packageWords = ({ name, priceFen, unit }: BookingView['packages'][number]): string =>
  priceFen === null ? name : `${name} ${yuan(priceFen)}${unit}`;
