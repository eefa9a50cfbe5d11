import type { ReactNode } from 'react';
import type { ForecastItem } from '#modules/intelligence/contract';
import { signedUnits } from './forecast-words.ts';

interface ReasonBarsProps {
  readonly reasons: ForecastItem['reasons'];
  readonly unit: string;
}

/** What moved the forecast of a day, and by how much: to the right up, to the left down. */
export function ReasonBars({ reasons, unit }: ReasonBarsProps): ReactNode {
  const most = Math.max(1e-9, ...reasons.map(({ units }) => Math.abs(units)));
  if (reasons.length === 0) return <p className="panel-note">没有哪样特别推动它，和平常差不多。</p>;
  return (
    <ul className="forecast-reasons">
      {reasons.map(({ family, name, units }) => (
        <li key={family}>
          <span>{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
            <line x1="50" x2="50" y1="0" y2="10" />
            <rect
              x={units >= 0 ? 50 : 50 - (-units / most) * 50}
              width={(Math.abs(units) / most) * 50}
              y="2"
              height="6"
            />
          </svg>
          <span className="forecast-moved">
            {signedUnits(units)}
            {unit}
          </span>
        </li>
      ))}
    </ul>
  );
}
