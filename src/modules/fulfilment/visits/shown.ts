import type { Visit } from './visit.ts';

/** What a change of a visit answers, over JSON. */
export const timesShown = ({ visitId, startsAt, endsAt }: Visit) => ({
  visitId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

export const bookedShown = (visit: Visit) => ({ ...timesShown(visit), visitNumber: visit.visitNumber });

export const rescheduledShown = ({ visit, samePerson }: { readonly visit: Visit; readonly samePerson: boolean }) => ({
  ...timesShown(visit),
  samePerson,
});

export function cancelledShown({ visitId, cancelledAt }: Visit) {
  if (cancelledAt === null) throw new Error(`visit ${visitId} was not called off`);
  return { visitId, cancelledAt: cancelledAt.toISOString() };
}
