import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import type { MyPlace } from '../my/queries.ts';
import { Sheet } from './sheet.tsx';

const LAST = 'tw.last-community';

/** Remembers where something was reported or registered last: that is where the next one is most likely. */
export function rememberPlace(communityId: string): void {
  try {
    localStorage.setItem(LAST, communityId);
  } catch {
    // Only comfort is lost.
  }
}

/** Last used first, then by rank. */
export function placesInOrder(places: readonly MyPlace[]): readonly MyPlace[] {
  let last: string | null = null;
  try {
    last = localStorage.getItem(LAST);
  } catch {
    // As above.
  }
  return places.toSorted((a, b) => Number(b.communityId === last) - Number(a.communityId === last) || a.rank - b.rank);
}

interface PlaceChoiceProps {
  readonly places: readonly MyPlace[];
  readonly value: MyPlace;
  readonly onChange: (place: MyPlace) => void;
}

/** Which community: told where there is one, to be changed where there are several. */
export function PlaceChoice({ places, value, onChange }: PlaceChoiceProps): ReactNode {
  const [open, setOpen] = useState(false);
  const name = (
    <span className="place-name">
      <Icon name="place" size={20} /> {value.communityName}
    </span>
  );
  if (places.length < 2) return <p className="place">{name}</p>;
  return (
    <>
      <button type="button" className="place" onClick={() => setOpen(true)}>
        {name}
        <span className="place-change">换小区</span>
      </button>
      <Sheet open={open} title="哪个小区？" onClose={() => setOpen(false)}>
        <ul className="row-list">
          {places.map((place) => (
            <li key={place.communityId}>
              <button
                type="button"
                className="row"
                aria-current={place.communityId === value.communityId}
                onClick={() => {
                  onChange(place);
                  setOpen(false);
                }}
              >
                {place.communityName}
                {place.communityId === value.communityId ? <Icon name="sent" size={20} /> : null}
              </button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}
