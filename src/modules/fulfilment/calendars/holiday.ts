import official from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/**
 * The package's own list and not its functions: those build their table in the host's time zone, and west of Greenwich
 * every holiday comes a day early.
 */
const HOLIDAYS: Readonly<Record<string, string>> = official.holidays;

/** The official holiday of a day (`YYYY-MM-DD`), `国庆节`; undefined on any other day, also where no list is out yet. */
export function holidayOf(day: string): string | undefined {
  return HOLIDAYS[day]?.split(',')[1];
}
