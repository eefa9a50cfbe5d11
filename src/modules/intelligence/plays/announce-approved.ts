import type { Announcement } from '#platform/outbox';
import { PlayApproved } from '../events.ts';
import type { Play } from './play.ts';

/** An approved play as touchpoints need it: they stand left of us and cannot ask. */
export function playApproved(play: Play): Announcement {
  const { id, cityId, communityId, packageId, headline, script, offer, reasons, roles, dueAt } = play;
  return PlayApproved(id, {
    playId: id,
    cityId,
    communityId,
    packageId,
    approvedBy: play.approvedBy ?? 'person',
    standingApprovalId: play.standingApprovalId,
    kit: {
      headline,
      script,
      packageName: offer.packageName,
      priceFen: offer.priceFen,
      reasons: [...reasons],
      roles: [...roles],
      dueAt: dueAt.toISOString(),
    },
  });
}
