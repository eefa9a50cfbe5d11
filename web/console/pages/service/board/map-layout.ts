import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import type { Row } from './board-layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Spot extends Point {
  readonly visitId: string;
  readonly touchpointId: string | undefined;
  readonly words: string;
  readonly look: 'placed' | 'unplaced' | 'done';
}

export interface MapLayout {
  readonly stores: readonly (Point & { readonly storeId: string; readonly name: string })[];
  readonly spots: readonly Spot[];
}

export const MAP_SIZE = { width: 400, height: 260 } as const;
const MARGIN = 18;
/** No map is nearer than that: one community alone would fill it. */
const LEAST_DEGREES = 0.02;

/** Places as they lie to each other, north up; degrees of longitude shrink with the latitude. */
export function mapOf({ stores, people, unplaced }: ScheduleAnswer): MapLayout {
  const visits = [
    ...people.flatMap((person) => person.visits.map((visit) => ({ visit, touchpointId: person.touchpointId }))),
    ...unplaced.map((visit) => ({ visit, touchpointId: undefined })),
  ].flatMap(({ visit, touchpointId }) =>
    visit.position === null ? [] : [{ visit, touchpointId, position: visit.position }],
  );
  const project = projection([...stores, ...visits].map((each) => each.position));
  return {
    stores: stores.map(({ storeId, name, position }) => ({ storeId, name, ...project(position) })),
    spots: visits.map(({ visit, touchpointId, position }) => ({
      visitId: visit.visitId,
      touchpointId,
      words: `${visit.communityName} ${visit.serviceName} ${visit.stateName}`,
      look: visit.state === 'unplaced' ? 'unplaced' : visit.state === 'done' ? 'done' : 'placed',
      ...project(position),
    })),
  };
}

function projection(positions: readonly { readonly lng: number; readonly lat: number }[]) {
  const lats = positions.map((each) => each.lat);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const shrink = Math.cos((middle * Math.PI) / 180);
  const xs = positions.map((each) => each.lng * shrink);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const { width, height } = MAP_SIZE;
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(right - left, LEAST_DEGREES),
    (height - 2 * MARGIN) / Math.max(north - south, LEAST_DEGREES),
  );
  return ({ lng, lat }: { readonly lng: number; readonly lat: number }): Point => ({
    x: Math.round(width / 2 + (lng * shrink - (left + right) / 2) * scale),
    y: Math.round(height / 2 - (lat - (south + north) / 2) * scale),
  });
}

/** The way of one person's day, from their store from visit to visit, with what is only thought of. */
export function routeOf(layout: MapLayout, row: Row): Point[] {
  const store = layout.stores.find((each) => each.storeId === row.person.storeId);
  const spots = new Map(layout.spots.map((spot) => [spot.visitId, spot]));
  const visits = row.visits
    .filter(({ look }) => look !== 'leaves')
    .toSorted((a, b) => a.visit.startsAt.localeCompare(b.visit.startsAt))
    .flatMap(({ visit }) => spots.get(visit.visitId) ?? []);
  return [...(store === undefined ? [] : [store]), ...visits];
}
