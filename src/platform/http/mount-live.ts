import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Access } from './route.ts';
import { checkAccess, NotSignedIn, type Identify } from './access.ts';
import type { LiveHub } from './live-hub.ts';
import { identityOf, tokenOf } from './mount-route.ts';
import type { DescribedRoute } from './openapi.ts';
import { parseRequest } from './parse.ts';

const access: Access = { signedIn: true };
const MAX_TOPICS = 50;

const query = z.object({
  topics: z
    .string()
    .max(1_000)
    .transform((text) => [...new Set(text.split(',').filter((topic) => topic !== ''))])
    .pipe(z.array(z.string()).min(1).max(MAX_TOPICS)),
});

/** How the stream stands in the description of the interface. */
export const liveDescription: DescribedRoute = {
  method: 'GET',
  path: '/api/live',
  summary: 'Server-sent events of the topics, separated by commas: what changed, by id, within the area of the reader',
  access,
  query: z.object({ topics: z.string().max(1_000) }),
  produces: 'text/event-stream',
};

/** `GET /api/live?topics=task,play`: server-sent events for whoever is signed in and may see the topics. */
export function mountLive(app: FastifyInstance, options: { identify: Identify; hub: LiveHub }): void {
  app.get('/api/live', { config: { access } }, async (request, reply) => {
    const token = tokenOf(request);
    const identity = await identityOf(request, options.identify);
    checkAccess(access, identity);
    if (token === undefined || identity.actor.kind !== 'user') throw new NotSignedIn();
    const parsed = parseRequest({ query }, { params: undefined, query: request.query, body: undefined });
    const { topics } = parsed.query as z.output<typeof query>;
    await options.hub.connect(reply, topics, identity.actor.userId, (permission) =>
      options.identify(token, permission),
    );
  });
}
