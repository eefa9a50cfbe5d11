import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const NOBODYS = '01900000-0000-7000-8000-000000000000';
const store = (area: Area): readonly string[] => [area.storeId];

/** Forecasts, and what to order by them. */
export function demandExposures({ staff }: { readonly staff: Fill }): Readonly<Record<string, Exposure | Everybody>> {
  return {
    'GET /api/intelligence/forecast-runs/:runId': {
      everybody: 'a run is of all places; what came of it is figures of the whole company',
      fill: () => ({ runId: NOBODYS }),
    },
    'GET /api/intelligence/forecasts/:placeId/:skuId': {
      as: 'staff',
      fill: (area, world) => [{ placeId: area.storeId, skuId: world.product.skuId }],
    },
    'PUT /api/intelligence/calendar/:day': {
      everybody: 'the calendar is the company’s, kept by headquarters',
      fill: () => ({ day: '2026-07-08' }),
    },
    'PUT /api/intelligence/supply/rules/:subjectId': {
      everybody: 'how goods are supplied is said for the whole company, by headquarters',
      fill: () => ({ subjectId: NOBODYS }),
    },
    'PUT /api/intelligence/supply/limits/:placeId': staff('placeId', store, {
      body: () => ({ budgetFen: 100_000, roomUnits: null, expectedRevision: 0 }),
    }),
  };
}

const lines = (of: (kind: Kind) => (area: Area) => readonly string[]) => (area: Area) => ({
  decisions: of('supplyLine')(area).map((lineId) => ({ lineId, revision: 1, decided: null })),
  reason: 'taste',
  note: '',
});

export const demandReaches = (
  of: (kind: Kind) => (area: Area) => readonly string[],
): Readonly<Record<string, Reach>> => ({
  'POST /api/intelligence/supply/decide': { as: 'staff', body: lines(of) },
});
