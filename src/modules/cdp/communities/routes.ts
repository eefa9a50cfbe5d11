import type { z } from 'zod';
import { defineRoute, fromCursor, pageOf, type Route } from '#platform/http';
import { browseCommunities, mapCommunities, type CommunityPoint } from './browse-communities.ts';
import {
  communitiesAnswer,
  communitiesQuery,
  communityAnswer,
  communityMapAnswer,
  type communityMapPoint,
  communityMapQuery,
  communityParams,
  communityPostsAnswer,
  communityPostsQuery,
} from './contract.ts';
import { readCommunity } from './read-community.ts';
import { readPosts } from './read-posts.ts';

const read = { permission: 'cdp.read' } as const;

export const communityRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/communities',
    summary: 'Communities of the reader’s area with what they talk about, against the median of their city',
    access: read,
    query: communitiesQuery,
    answer: communitiesAnswer,
    handle: async (ctx, { query: { sort, cursor, limit, ...filter } }) => {
      const after = fromCursor(cursor, [sort === 'name' ? 'string' : 'number', 'uuid']);
      const found = await browseCommunities(ctx, filter, { sort, after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(found.items, limit, (item) => [item.sortKey, item.id]);
      const lines = items.map((item) => ({
        ...item,
        topTopics: [...item.topTopics],
        lastActivityAt: item.lastActivityAt?.toISOString() ?? null,
      }));
      return { total: found.total, items: lines, nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/communities/map',
    summary: 'Communities of the reader’s area on a map, coloured by how much they talk about a topic',
    access: read,
    query: communityMapQuery,
    answer: communityMapAnswer,
    handle: async (ctx, { query }) => {
      const { points, truncated } = await mapCommunities(ctx, query);
      return { points: points.map(asTuple), truncated };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/communities/:id',
    summary: 'All that is known of one community',
    access: read,
    params: communityParams,
    answer: communityAnswer,
    handle: async (ctx, { params }) => {
      const page = await readCommunity(ctx, params.id);
      return {
        ...page,
        position: page.lng === null || page.lat === null ? null : { lng: page.lng, lat: page.lat },
        lastActivityAt: page.lastActivityAt?.toISOString() ?? null,
        signals: {
          ...page.signals,
          recent: page.signals.recent.map((signal) => ({ ...signal, occurredAt: signal.occurredAt.toISOString() })),
        },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/communities/:id/posts',
    summary: 'Recent posts that mention what we listen for; their words only with a purpose, masked and audited',
    access: read,
    params: communityParams,
    query: communityPostsQuery,
    answer: communityPostsAnswer,
    handle: async (ctx, { params, query: { topic, limit, purpose } }) => {
      const posts = await readPosts(ctx, { communityId: params.id, topic, limit, purpose });
      const items = posts.map(({ eventId, channel, occurredAt, topics, text }) => ({
        eventId,
        channel,
        occurredAt: occurredAt.toISOString(),
        topics: [...topics],
        text,
      }));
      return { items };
    },
  }),
];

const asTuple = ({ id, name, lng, lat, mentions, intensity }: CommunityPoint): z.input<typeof communityMapPoint> => [
  id,
  name,
  lng,
  lat,
  mentions,
  intensity,
];
