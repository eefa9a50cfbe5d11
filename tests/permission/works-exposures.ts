import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';
import type { Everybody, Exposure } from './exposures.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const ownWorks =
  "only those who visit homes may, and only works of one's own; foreign technicians are tried with the works";
const ownVisits = "only those who visit homes may, and only visits of one's own; colleagues are tried with the visits";

const withProject =
  (name: string, kind: 'milestone' | 'milestonePhoto'): Exposure['fill'] =>
  ({ ids }) =>
    ids[kind].map((id, at) => ({ projectId: ids.project[at] ?? '', [name]: id }));

const photo = withProject('photoId', 'milestonePhoto');
const milestone = withProject('milestoneId', 'milestone');
const slot = { body: () => ({ startsAt: '2030-01-01T01:00:00Z' }) };
const hold = { body: () => ({ holdId: '01900000-0000-7000-8000-000000000000' }) };
const technician = { body: (area: Area) => ({ touchpointId: area.stewardId }) };
const noControl = { noControl: true } as const;

/** Visits on their way and works of paid orders. */
export function worksExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const works = (more?: Partial<Exposure>): Exposure => staff('projectId', of('project'), more);
  const mine = (more?: Partial<Exposure>): Exposure => front('projectId', of('project'), more);
  const visit = (more?: Partial<Exposure>): Exposure => staff('visitId', of('installVisit'), more);
  return {
    'GET /api/fulfilment/projects/:projectId': works(),
    'POST /api/fulfilment/projects/:projectId/assign': works(technician),
    'POST /api/fulfilment/projects/:projectId/unassign': works(technician),
    'GET /api/fulfilment/projects/:projectId/photos/:photoId': { as: 'staff', fill: photo },
    'GET /api/fulfilment/projects/:projectId/delivery.pdf': works(noControl),
    'GET /api/fulfilment/projects/:projectId/slots': works(),
    'POST /api/fulfilment/projects/:projectId/holds': works(slot),
    'POST /api/fulfilment/projects/:projectId/visits': works(hold),
    'GET /api/fulfilment/my/projects/:projectId': { everybody: ownWorks },
    'GET /api/fulfilment/my/projects/:projectId/photos/:photoId': { everybody: ownWorks },
    'GET /api/fulfilment/my/projects/:projectId/delivery.pdf': { everybody: ownWorks },
    'POST /api/fulfilment/my/projects/:projectId/milestones/:milestoneId/photos': { everybody: ownWorks },
    'DELETE /api/fulfilment/my/projects/:projectId/photos/:photoId': { everybody: ownWorks },
    'POST /api/fulfilment/my/projects/:projectId/milestones/:milestoneId/submit': { everybody: ownWorks },
    'GET /api/fulfilment/own/projects/:projectId': mine(noControl),
    'GET /api/fulfilment/own/projects/:projectId/photos/:photoId': { as: 'touchpoint', fill: photo, ...noControl },
    'GET /api/fulfilment/own/projects/:projectId/delivery.pdf': mine(noControl),
    'GET /api/fulfilment/own/projects/:projectId/slots': mine(noControl),
    'POST /api/fulfilment/own/projects/:projectId/holds': mine(slot),
    'POST /api/fulfilment/own/projects/:projectId/visits': mine(hold),
    'POST /api/fulfilment/own/projects/:projectId/milestones/:milestoneId/confirm': {
      as: 'touchpoint',
      fill: milestone,
      body: () => ({ round: 1 }),
    },
    'POST /api/fulfilment/own/projects/:projectId/milestones/:milestoneId/reject': {
      as: 'touchpoint',
      fill: milestone,
      body: () => ({ round: 1, comment: '试一试能不能' }),
    },
    'GET /api/fulfilment/visits/:visitId/progress': visit(),
    'GET /api/fulfilment/visits/:visitId/rating': visit(noControl),
    'GET /api/fulfilment/visits/:visitId/measure': visit(),
    'GET /api/fulfilment/visits/:visitId/measure/photos/:photoId': visit(noControl),
    'GET /api/fulfilment/own/visits/:visitId/progress': front('visitId', of('installVisit'), noControl),
    'POST /api/fulfilment/own/visits/:visitId/rating': front('visitId', of('installVisit'), {
      body: () => ({ stars: 5 }),
    }),
    'GET /api/fulfilment/my/visits/:visitId/progress': { everybody: ownVisits },
    'POST /api/fulfilment/my/visits/:visitId/progress': { everybody: ownVisits },
    'GET /api/fulfilment/my/visits/:visitId/measure': { everybody: ownVisits },
    'PUT /api/fulfilment/my/visits/:visitId/measure': { everybody: ownVisits },
    'GET /api/fulfilment/my/visits/:visitId/measure/photos/:photoId': { everybody: ownVisits },
    'POST /api/fulfilment/my/visits/:visitId/measure/photos': { everybody: ownVisits },
  };
}
