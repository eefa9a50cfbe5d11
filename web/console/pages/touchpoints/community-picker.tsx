import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { movedUp } from './moved-up.ts';

export interface Picked {
  readonly id: string;
  readonly name: string;
}

interface CommunityPickerProps {
  readonly picked: readonly Picked[];
  readonly cityId: string | undefined;
  readonly onChange: (picked: readonly Picked[]) => void;
}

/** Communities in order, found by name; the first is asked about first. */
export function CommunityPicker({ picked, cityId, onChange }: CommunityPickerProps): ReactNode {
  return (
    <div className="community-picker">
      <ol>
        {picked.map((place, at) => (
          <li key={place.id}>
            <span>{at + 1}</span>
            {place.name}
            {at === 0 ? null : (
              <Button size="small" type="text" onClick={() => onChange(movedUp(picked, at))}>
                上移<span className="visually-hidden">{place.name}</span>
              </Button>
            )}
            <Button
              size="small"
              type="text"
              aria-label={`去掉${place.name}`}
              icon={<Icon name="close" size={14} />}
              onClick={() => onChange(picked.filter((each) => each !== place))}
            />
          </li>
        ))}
      </ol>
      <CommunityFinder
        label="按名字加小区"
        cityId={cityId}
        width="100%"
        without={picked.map(({ id }) => id)}
        onFind={({ id, name }) => onChange([...picked, { id, name }])}
      />
    </div>
  );
}
