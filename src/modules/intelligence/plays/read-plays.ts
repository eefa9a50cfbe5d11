import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { readAudiences } from '#modules/cdp';
import { communitiesByIds } from '#modules/territory';
import { decisionsOf, listPlays, playInScope, type KeptDecision, type PlayFilter } from './play-list-store.ts';
import type { DecisionRecord } from './picture.ts';
import { isEdited, type Play, type PlayId } from './play.ts';

/** A play with the names of what it holds by id. */
export interface NamedPlay extends Play {
  readonly communityName: string;
  readonly cityName: string;
  readonly audienceName: string | null;
  readonly edited: boolean;
}

/** Names places and audiences of plays, in a read each. */
export async function namePlays(ctx: Context, plays: readonly Play[]): Promise<NamedPlay[]> {
  const communities = await communitiesByIds(ctx.db, [...new Set(plays.map(({ communityId }) => communityId))]);
  const audienceIds = [...new Set(plays.flatMap(({ audienceId }) => audienceId ?? []))];
  const audiences = audienceIds.length === 0 ? undefined : await readAudiences(ctx, audienceIds);
  return plays.map((play) => ({
    ...play,
    communityName: communities.get(play.communityId)?.name ?? '',
    cityName: communities.get(play.communityId)?.cityName ?? '',
    audienceName: play.audienceId === null ? null : (audiences?.get(play.audienceId)?.name ?? null),
    edited: isEdited(play),
  }));
}

/** Door: a page of plays within the reader's scope, the newest first. */
export async function browsePlays(
  ctx: Context,
  filter: PlayFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<NamedPlay[]> {
  return namePlays(ctx, await listPlays(ctx.db, ctx.scope, filter, page));
}

export interface PlayPage extends NamedPlay {
  /** What the proposal rested on. */
  readonly record: DecisionRecord | null;
  readonly history: readonly KeptDecision[];
}

/** Door: one play with what it rests on and what was decided. @throws NotFound */
export async function readPlay(ctx: Context, id: PlayId): Promise<PlayPage> {
  const play = await playInScope(ctx.db, ctx.scope, id);
  if (play === undefined) throw new NotFound('play');
  const [named] = await namePlays(ctx, [play]);
  if (named === undefined) throw new NotFound('play');
  const history = await decisionsOf(ctx.db, play);
  return { ...named, history, record: history.find(({ kind }) => kind === 'proposed')?.record ?? null };
}
