import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import type { DayPreviewAnswer } from '../contract.ts';
import { allServices } from '../services/service-store.ts';
import { TRAVEL_NOTE } from '../slots/free-time.ts';
import type { Visit } from '../visits/visit.ts';
import type { DayPreview } from './preview-day.ts';

/** A preview in words, in a few batched reads. */
export async function describePreview(ctx: Context, preview: DayPreview): Promise<DayPreviewAnswer> {
  const { moves, left, before, after, kept } = preview;
  const visits = [...moves, ...left].map(({ visit }) => visit);
  const services = new Map((await allServices(ctx.db)).map((each) => [each.service, each.name]));
  const places = await communitiesByIds(ctx.db, [...new Set(visits.map((visit) => visit.communityId))]);
  const person = await touchpointNames(ctx.db, ctx.services.vault, [
    ...visits.flatMap((visit) => visit.touchpointId ?? []),
    ...moves.map((move) => move.to),
    ...left.flatMap(({ hints }) => hints.map((hint) => hint.touchpointId)),
  ]);
  const named = (touchpointId: TouchpointId) => ({ touchpointId, name: person(touchpointId).name });
  const shown = (visit: Visit) => ({
    visitId: visit.visitId,
    revision: visit.revision,
    visitNumber: visit.visitNumber,
    serviceName: services.get(visit.service) ?? visit.service,
    communityName: places.get(visit.communityId)?.name ?? '',
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    from: visit.touchpointId === null ? null : named(visit.touchpointId),
  });
  return {
    moves: moves.map(({ visit, to }) => ({ ...shown(visit), to: named(to) })),
    left: left.map(({ visit, hints }) => ({
      ...shown(visit),
      hints: hints.map(({ touchpointId, whyNot, wouldDo }) => ({
        ...named(touchpointId),
        whyNot: whyNot ?? '',
        wouldDo: wouldDo ?? '',
      })),
    })),
    before,
    after,
    kept,
    travelNote: TRAVEL_NOTE,
  };
}
