import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MyPickUpAnswer } from '#modules/commerce/contract';
import { pickUpQuery } from '../../my/pickup-queries.ts';

const LAST = 'tw.last-point';

export type MyPointOfDay = MyPickUpAnswer['points'][number];

/** The point at which one works: the last one, else the first that has something to do. */
export function usePoint() {
  const query = useQuery(pickUpQuery());
  const [chosen, setChosen] = useState(last);
  const points = query.data?.points ?? [];
  const point =
    points.find((each) => each.pickupPointId === chosen) ?? points.find((each) => each.days.length > 0) ?? points[0];
  const choose = (pickupPointId: string): void => {
    setChosen(pickupPointId);
    try {
      localStorage.setItem(LAST, pickupPointId);
    } catch {
      // Only comfort is lost.
    }
  };
  return { query, points, point, choose };
}

function last(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
