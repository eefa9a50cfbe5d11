import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { ForecastItem } from '#modules/intelligence/contract';
import { count, dayWithWeekday } from '../../../../shared/format.ts';
import { sparkShape } from './series-geometry.ts';

const WIDTH = 112;
const HEIGHT = 26;

/** The seven days to come: the line that is expected, within its band. */
export function WeekSpark({ days }: Pick<ForecastItem, 'days'>): ReactNode {
  const shape = sparkShape(days, WIDTH, HEIGHT);
  const said = days
    .map(({ day, mean }) => `${dayWithWeekday(startOfBusinessDay(day))} ${count(Math.round(mean * 10) / 10)}`)
    .join('，');
  return (
    <svg className="forecast-spark" width={WIDTH} height={HEIGHT} role="img" aria-label={said}>
      <title>{said}</title>
      <path className="forecast-band" d={shape.band} />
      <path className="forecast-coming" d={shape.mean} />
    </svg>
  );
}
