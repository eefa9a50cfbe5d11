import { businessDay } from '#kernel/time';
import { numberOf } from '#platform/numbers';

export { readTypedNumber, type TypedNumber } from '#platform/numbers';

/** `SZ-260606-0001`: city, business day, and which of the day in the city. Short enough to be read aloud. */
export const leadNumber = (cityCode: string, at: Date, ordinal: number): string =>
  numberOf('', cityCode, businessDay(at), ordinal);
