import { addDays, businessDay, HOUR, startOfBusinessDay } from '#kernel/time';

const FROM = 9;
const TO = 21;

/** The instant, or the next morning (some minutes after nine, Beijing time) where people would be asleep. */
export function daytime(at: Date): Date {
  const midnight = startOfBusinessDay(businessDay(at));
  const hour = (at.getTime() - midnight.getTime()) / HOUR;
  if (hour >= FROM && hour < TO) return at;
  const minutes = at.getTime() % HOUR;
  return new Date((hour < FROM ? midnight : addDays(midnight, 1)).getTime() + FROM * HOUR + minutes);
}

/** Some hours later, by day. */
export const after = (at: Date, hours: number): Date => daytime(new Date(at.getTime() + hours * HOUR));
