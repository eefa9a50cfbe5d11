import type { Reading } from '#engines/text';
import { defineRoute, entityTag, ifMatch, Reply, type Route } from '#platform/http';
import { topicAnswer, topicBody, topicParams, topicsAnswer, topicTrialAnswer, topicTrialBody } from './contract.ts';
import { editTopic } from './edit-topic.ts';
import { loadReader } from '../listening/load-reader.ts';
import { listTopics, taxonomyVersion } from './topic-store.ts';

export const topicRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/topics',
    summary: 'What we listen for: topics and their keywords; the ETag is what an edit sends back as If-Match',
    access: { permission: 'cdp.read' },
    answer: topicsAnswer,
    handle: async ({ db }) => {
      // The version first: an edit between the two reads makes the next edit fail, and nothing worse.
      const version = await taxonomyVersion(db);
      const items = await listTopics(db);
      return new Reply({ version, items: items.map(topicJson) }, { headers: { etag: entityTag(version) } });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/cdp/topics/:topic',
    summary: 'Adds a topic or replaces its name, group, state and keywords',
    access: { permission: 'source.manage' },
    params: topicParams,
    body: topicBody,
    answer: topicAnswer,
    handle: async (ctx, { params, body, request }) => {
      const topic = { topic: params.topic, ...body };
      const saved = await editTopic(ctx, { topic, expectedVersion: ifMatch(request.headers) });
      return new Reply(topicJson(saved.topic), { headers: { etag: entityTag(saved.version) } });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/topics/trial',
    summary:
      'What a sentence would be read as: topics with the words that show them, feeling, severity; nothing is kept',
    access: { permission: 'source.manage' },
    body: topicTrialBody,
    answer: topicTrialAnswer,
    handle: async ({ db }, { body }) => {
      const reader = await loadReader(db);
      const [{ sentiment, certainty, severity, topics }] = reader.read([body.text]) as [Reading];
      const found = topics.map((each) => ({ ...each, words: [...each.words] }));
      return {
        sentiment,
        certainty,
        severity,
        topics: found.filter((each) => !each.isDenied).map(({ topic }) => topic),
        found,
      };
    },
  }),
];

const topicJson = <T extends { readonly keywords: readonly string[] }>(topic: T) => ({
  ...topic,
  keywords: [...topic.keywords],
});
