import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';

/** A link that carries a place: which play, where, and who holds its task now. A task has one, wherever it moves. */
export interface ShareLink {
  readonly shareToken: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly playId: Id<'Play'>;
  readonly taskId: Id<'Task'>;
  readonly packageId: Id<'Package'>;
  /** Who holds the task now. */
  readonly touchpointId: TouchpointId;
  /** Of the task's offers, the one that the link stands at: a late event of an earlier offer does not move it back. */
  readonly attempt: number;
}

/** What every event of a visit or lead says about where it came from. */
export const originOf = (link: ShareLink, touchpointId: TouchpointId) => ({
  shareToken: link.shareToken,
  playId: link.playId,
  taskId: link.taskId,
  packageId: link.packageId,
  cityId: link.cityId,
  communityId: link.communityId,
  touchpointId,
});
