import type { CityId, CommunityId } from '#kernel/ids';
import { findLiveSource, ingestBatch, type SourceId } from '#modules/cdp';
import type { VoicesAnswer } from '#modules/cdp/contract';
import type { AlertsAnswer } from '#modules/intelligence/contract';
import type { Client, ServerWorld } from '#testing';

interface Heard {
  readonly alert: readonly string[];
  readonly voice: readonly string[];
}

/** In one community of each area somebody says something grave; nobody has looked at it yet. By community. */
export async function makeListening(
  server: ServerWorld,
  admin: Client,
  sourceId: SourceId,
  places: readonly {
    readonly communityId: CommunityId;
    readonly cityId: CityId;
    readonly code: string;
    readonly mark: string;
  }[],
): Promise<ReadonlyMap<CommunityId, Heard>> {
  const { world } = server;
  const rule = { leastPeople: 3, onceIn: 1_000, graveToTicket: false, revision: 0 };
  await admin.put('/api/intelligence/listening/rule', rule);
  const source = await findLiveSource(world.database.db, sourceId);
  if (source === undefined) throw new Error('the source is not live');
  const events = places.flatMap(({ code, mark }) =>
    ['插座打火花了，一股焦味', '吃了群里的虾上吐下泻，在医院'].map((text, at) => ({
      type: 'track',
      event: 'Community Post Published',
      messageId: `grave-${code}-${at}`,
      anonymousId: `grave-${mark}-${at}`,
      timestamp: world.clock.now().toISOString(),
      properties: { communityCode: code, channel: 'chat', text: `${mark}这边${text}` },
    })),
  );
  await ingestBatch(world.ctx({ actor: { kind: 'source', sourceId } }), source, { events });
  await server.drain();
  const heard = new Map<CommunityId, Heard>();
  for (const { communityId } of places) {
    const alerts = await admin.get<AlertsAnswer>(`/api/intelligence/listening/alerts?communityId=${communityId}`);
    const voices = await admin.get<VoicesAnswer>(`/api/cdp/listening/voices?communityId=${communityId}`);
    heard.set(communityId, {
      alert: alerts.body.items.map(({ alertId }) => alertId),
      voice: voices.body.items.map(({ eventId }) => eventId),
    });
  }
  return heard;
}
