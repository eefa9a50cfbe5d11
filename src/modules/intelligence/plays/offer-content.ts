import type { CityId, CommunityId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PackageId, Scene } from '#modules/commerce';
import type { PlayId, PlayState } from './play.ts';
import { playsByIds } from './play-store.ts';

/** What a play shows to the residents of its community. */
export interface OfferContent {
  readonly playId: PlayId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
  readonly state: PlayState;
  readonly headline: string;
  readonly script: string;
  readonly offerText: string;
  readonly dueAt: Date;
  /** As it was when the play was approved, whatever became of the package since. */
  readonly package: {
    readonly name: string;
    readonly subtitle: string;
    readonly scene: Scene;
    readonly priceFen: Fen;
    readonly originalPriceFen: Fen | null;
    readonly unit: string;
    readonly points: readonly string[];
  };
}

/** Door: the offers of plays, for the pages that show them. Unknown ids are absent. */
export async function offerContent(
  db: Database | DatabaseTransaction,
  playIds: readonly PlayId[],
): Promise<Map<PlayId, OfferContent>> {
  const plays = await playsByIds(db, playIds);
  return new Map(
    [...plays].map(([playId, play]) => {
      const { packageName, ...offer } = play.offer;
      const { cityId, communityId, packageId, state, headline, script, offerText, dueAt } = play;
      const content = { playId, cityId, communityId, packageId, state, headline, script, offerText, dueAt };
      return [playId, { ...content, package: { name: packageName, ...offer } }];
    }),
  );
}
