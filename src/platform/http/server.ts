import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors';
import { uuidv7 } from '#kernel/ids';
import type { Runtime } from '../context/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import type { Identify } from './access.ts';
import { closeConnectionsWhenStopping } from './closing.ts';
import { answerWithProblems } from './failure.ts';
import type { LiveHub } from './live-hub.ts';
import { liveDescription, mountLive } from './mount-live.ts';
import { DEFAULT_BODY_LIMIT, DEFAULT_RATE, MINUTE_MS, mountRoute } from './mount-route.ts';
import { describeRoutes } from './openapi.ts';
import type { Catalogue } from './problem.ts';
import type { Route } from './route.ts';
import { secureAnswers } from './security-headers.ts';

export interface ServerOptions {
  readonly runtime: Runtime;
  readonly routes: readonly Route[];
  readonly identify: Identify;
  readonly hub: LiveHub;
  readonly catalogue: Catalogue;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly version: string;
  /** Answers true once everything is migrated and the database can be reached. */
  readonly ready: () => Promise<boolean>;
  /** Called before each scrape. */
  readonly refreshMetrics: () => Promise<void>;
  /** Trust X-Forwarded-For of a proxy in front. */
  readonly trustProxy: boolean;
  /** On unless said. */
  readonly rateLimits?: boolean | undefined;
}

/** Builds the HTTP server; the caller adds static pages and listens. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  z.config(z.locales.zhCN());
  const { runtime } = options;
  const app = Fastify({
    logger: false,
    // One proxy: what stands further left in X-Forwarded-For is the client's own word.
    trustProxy: options.trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: DEFAULT_BODY_LIMIT,
    // Addresses of cashiers carry what was signed.
    routerOptions: { maxParamLength: 1_000 },
    genReqId: () => uuidv7(runtime.clock.now().getTime(), runtime.random),
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // Whoever still gets through while the server closes is answered, and told that the connection ends.
    return503OnClosing: false,
  });
  refuseUndeclaredRoutes(app);
  answerWithProblems(app, options);
  countRequests(app, options);
  closeConnectionsWhenStopping(app);
  secureAnswers(app, { isHttps: runtime.services.settings.publicUrl.startsWith('https:') });
  await app.register(cookie);
  if (options.rateLimits !== false) await limitRates(app);
  await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 16 * 1024 } });
  mountHealth(app, options);
  mountLive(app, options);
  for (const route of options.routes) if (route.rawBody !== true) mountRoute(app, options, route);
  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of options.routes) if (route.rawBody === true) mountRoute(raw, options, route);
  });
  // Megabytes that most servers are never asked for: made at the first question.
  let openapi: Buffer | undefined;
  const describe = (): Buffer =>
    Buffer.from(JSON.stringify(describeRoutes([...options.routes, liveDescription], options.version)));
  app.get('/api/openapi.json', { config: { access: { public: 'the description holds no data' } } }, (_request, reply) =>
    reply.type('application/json').send((openapi ??= describe())),
  );
  return app;
}

/** Per address and route; a route may say its own figure. */
async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: DEFAULT_RATE,
    timeWindow: MINUTE_MS,
    errorResponseBuilder: (_request, context) =>
      new Refusal(
        'too-many-requests',
        'limited',
        { seconds: Math.ceil(context.ttl / 1_000) },
        {
          retryAfterSeconds: Math.ceil(context.ttl / 1_000),
        },
      ),
  });
}

/** A route without a declared access does not start. */
function refuseUndeclaredRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const access = (route.config as { access?: unknown } | undefined)?.access;
    if (access === undefined && route.method !== 'OPTIONS') {
      throw new Error(`route ${String(route.method)} ${route.url} declares no access`);
    }
  });
}

function countRequests(app: FastifyInstance, { metrics }: ServerOptions): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1_000);
  });
}

function mountHealth(app: FastifyInstance, options: ServerOptions): void {
  const open = { config: { access: { public: 'probes and scrapers on this machine' }, rateLimit: false } };
  app.get('/healthz', open, async () => ({ status: 'ok' }));
  app.get('/readyz', open, async (_request, reply) => {
    const ready = await options.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready' });
  });
  app.get('/metrics', open, async (_request, reply) => {
    // Without the database, the process still has its own figures to tell.
    await options.refreshMetrics().catch((error: unknown) => options.log.warn({ error }, 'metrics: cannot count'));
    return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
  });
}
