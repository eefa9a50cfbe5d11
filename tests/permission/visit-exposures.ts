import type { Everybody, Exposure } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const startsAt = { body: () => ({ startsAt: '2030-01-01T01:00:00Z' }) };
const cancel = { body: () => ({ reason: 'other' }) };
const leave = {
  body: () => ({ from: '2030-01-01T01:00:00Z', to: '2030-01-02T01:00:00Z', reason: 'annual' }),
};

/** Services, people who visit homes, and visits. */
export function visitExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const worker = (more?: Partial<Exposure>): Exposure => staff('touchpointId', ({ stewardId }) => [stewardId], more);
  const visit = (more?: Partial<Exposure>): Exposure => staff('visitId', of('visit'), more);
  const mine = (more?: Partial<Exposure>): Exposure => front('visitId', of('visit'), more);
  const leaves = ({ stewardId, ids }: Area) => ids.leave.map((leaveId) => ({ touchpointId: stewardId, leaveId }));
  return {
    'PUT /api/fulfilment/services/:service': { everybody: 'only headquarters may edit a service' },
    'GET /api/fulfilment/workers/:touchpointId/calendar': worker(),
    'PUT /api/fulfilment/workers/:touchpointId': worker({
      body: () => ({ skills: [], maxVisitsADay: 1, radiusKm: 1 }),
    }),
    'PUT /api/fulfilment/workers/:touchpointId/shifts': worker({ body: () => ({ weekly: [] }) }),
    'POST /api/fulfilment/workers/:touchpointId/leaves': worker(leave),
    'POST /api/fulfilment/workers/:touchpointId/ill': worker({ body: () => ({ until: '2030-01-01T01:00:00Z' }) }),
    'POST /api/fulfilment/workers/:touchpointId/leaves/:leaveId/cancel': { as: 'staff', fill: leaves },
    'POST /api/fulfilment/my/leave/:leaveId/cancel': front('leaveId', of('leave')),
    'GET /api/fulfilment/visits/:visitId': visit(),
    'GET /api/fulfilment/visits/:visitId/slots': visit(),
    'GET /api/fulfilment/visits/:visitId/candidates': visit(),
    'POST /api/fulfilment/visits/:visitId/reveal': visit(),
    'POST /api/fulfilment/visits/:visitId/place': visit({
      body: (area: Area) => ({ touchpointId: area.stewardId, reason: '试一试能不能' }),
    }),
    'POST /api/fulfilment/visits/:visitId/reschedule': visit(startsAt),
    'POST /api/fulfilment/visits/:visitId/cancel': visit(cancel),
    'GET /api/fulfilment/my/visits/:visitId': mine(),
    'POST /api/fulfilment/my/visits/:visitId/reveal': mine(),
    'GET /api/fulfilment/own/visits/:visitId': mine(),
    'GET /api/fulfilment/own/visits/:visitId/slots': mine(),
    'POST /api/fulfilment/own/visits/:visitId/reschedule': mine(startsAt),
    'POST /api/fulfilment/own/visits/:visitId/cancel': mine(cancel),
  };
}

/** Bodies that name a visit of an area. */
export const visitReaches = {
  'POST /api/fulfilment/visits': {
    as: 'staff',
    body: ({ ids }: Area) => ({ previousVisitId: ids.visit[0], service: 'repair', startsAt: '2030-01-01T01:00:00Z' }),
  },
  'POST /api/fulfilment/my/visits': {
    as: 'touchpoint',
    body: ({ ids }: Area) => ({ previousVisitId: ids.visit[0], service: 'repair', startsAt: '2030-01-01T01:00:00Z' }),
  },
  'POST /api/fulfilment/day/preview': {
    as: 'staff',
    body: ({ storeId }: Area) => ({ storeId, day: '2030-01-01' }),
  },
  'POST /api/fulfilment/day/adopt': {
    as: 'staff',
    body: ({ ids, stewardId }: Area) => ({
      moves: [{ visitId: ids.visit[0], revision: 1, touchpointId: stewardId }],
      reason: '试一试能不能',
    }),
  },
} as const;
