import { Refusal } from '#kernel/errors';
import type { UserId } from '#kernel/ids';
import type { PackageId } from '#modules/commerce';
import type { AudienceId } from './play.ts';

/** What happens when a community enters an audience. */
export interface PlaySetting {
  readonly audienceId: AudienceId;
  /** Entering proposes a play at once; otherwise a person asks for plays. */
  readonly automatic: boolean;
  /** Only these packages; empty means all active ones. */
  readonly packageIds: readonly PackageId[];
  /** Grows with every edit: the entity tag. 0 where nobody set anything yet. */
  readonly revision: number;
  readonly setBy: UserId | null;
  readonly updatedAt: Date | null;
}

/** As long as nobody says otherwise, plays are asked for by a person. */
export function unsetSetting(audienceId: AudienceId): PlaySetting {
  return { audienceId, automatic: false, packageIds: [], revision: 0, setBy: null, updatedAt: null };
}

export class PlaySettingChangedMeanwhile extends Refusal {
  constructor() {
    super('play-setting-changed-meanwhile', 'conflict');
  }
}
