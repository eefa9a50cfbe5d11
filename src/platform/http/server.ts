import { createHash } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors';
import { uuidv7 } from '#kernel/ids';
import { createContext, type Command, type Context, type Runtime } from '../context/index.ts';
import { isConnectionLoss } from '../postgres/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { ANONYMOUS, checkAccess, checkSameSite, SESSION_COOKIE, type Identify, type Identity } from './access.ts';
import type { LiveHub } from './live-hub.ts';
import { describeRoutes } from './openapi.ts';
import { encodeReply, parseRequest } from './parse.ts';
import { toProblem, type Catalogue } from './problem.ts';
import { Reply, type RequestFacts, type Route } from './route.ts';

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
}

const DEFAULT_BODY_LIMIT = 256 * 1024;
const DEFAULT_RATE = 600;

/** Builds the HTTP server; the caller adds static pages and listens. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  z.config(z.locales.zhCN());
  const { runtime } = options;
  const app = Fastify({
    logger: false,
    trustProxy: options.trustProxy,
    bodyLimit: DEFAULT_BODY_LIMIT,
    genReqId: () => uuidv7(runtime.clock.now().getTime(), runtime.random),
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  refuseUndeclaredRoutes(app);
  answerWithProblems(app, options);
  countRequests(app, options);
  await app.register(helmet, { contentSecurityPolicy: CONTENT_SECURITY_POLICY, strictTransportSecurity: false });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: true,
    max: DEFAULT_RATE,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      new Refusal('too-many-requests', 'limited', { seconds: Math.ceil(context.ttl / 1_000) }, {
        retryAfterSeconds: Math.ceil(context.ttl / 1_000),
      }),
  });
  await app.register(multipart, { limits: { files: 1, fields: 10 } });
  mountHealth(app, options);
  mountLive(app, options);
  for (const route of options.routes) if (route.rawBody !== true) mount(app, options, route);
  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of options.routes) if (route.rawBody === true) mount(raw, options, route);
  });
  const openapi = JSON.stringify(describeRoutes(options.routes, options.version));
  app.get('/api/openapi.json', { config: { access: { public: 'the description holds no data' } } }, (_request, reply) =>
    reply.type('application/json').send(openapi),
  );
  return app;
}

const CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // antd and ECharts write style elements and attributes at run time.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

/** A route without a declared access does not start. */
function refuseUndeclaredRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const access = (route.config as { access?: unknown } | undefined)?.access;
    if (access === undefined && route.method !== 'OPTIONS') {
      throw new Error(`route ${String(route.method)} ${route.url} declares no access`);
    }
  });
}

function answerWithProblems(app: FastifyInstance, options: ServerOptions): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error, request, options.log);
    const said = toProblem(refusal, options.catalogue, request.id);
    const problem = refusal instanceof InternalError ? { ...said, status: 500, title: 'Internal Server Error' } : said;
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  app.setNotFoundHandler((request, reply) => {
    const problem = toProblem(new Refusal('route-not-found', 'not_found'), options.catalogue, request.id);
    return reply.code(404).type('application/problem+json').send(JSON.stringify(problem));
  });
}

class InternalError extends Refusal {
  constructor(requestId: string) {
    super('internal-error', 'unavailable', { requestId });
  }
}

function toRefusal(error: unknown, request: FastifyRequest, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  if (isConnectionLoss(error)) return new Refusal('database-away', 'unavailable', {}, { retryAfterSeconds: 2 });
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') {
    const limit = request.routeOptions.bodyLimit ?? DEFAULT_BODY_LIMIT;
    return new Refusal('body-too-large', 'too_large', { limitKb: Math.floor(limit / 1024) });
  }
  if (statusCode !== undefined && statusCode < 500) return new Refusal('malformed-request', 'invalid', { code: code ?? '' });
  log.error({ error, requestId: request.id, route: request.routeOptions.url }, 'a request failed');
  return new InternalError(request.id);
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
    await options.refreshMetrics();
    return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
  });
}

function mountLive(app: FastifyInstance, options: ServerOptions): void {
  app.get('/api/live', { config: { access: { signedIn: true } } }, async (request, reply) => {
    const identity = await identityOf(request, options.identify);
    checkAccess({ signedIn: true }, identity);
    const { topics } = request.query as { topics?: string };
    options.hub.connect(request, reply, (topics ?? '').split(',').filter(Boolean).slice(0, 20), identity);
  });
}

function mount(app: FastifyInstance, options: ServerOptions, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    config: {
      access: route.access,
      rateLimit: { max: route.ratePerMinute ?? DEFAULT_RATE, timeWindow: 60_000 },
    },
    handler: async (request, reply) => {
      const identity = await identityOf(request, options.identify);
      checkAccess(route.access, identity);
      if (identity.actor.kind === 'user') checkSameSite(request);
      const file = route.upload === true ? await readUpload(request, route) : undefined;
      const parsed = parseRequest(route, { params: request.params, query: request.query, body: bodyOf(request, route) });
      const ctx = contextOf(options.runtime, request, route, identity, file);
      const answer = await route.handle(ctx, { ...parsed, request: factsOf(request, route, file) });
      return send(reply, route, answer);
    },
  });
}

const bodyOf = (request: FastifyRequest, route: Route): unknown =>
  route.rawBody === true || route.upload === true ? undefined : request.body;

async function identityOf(request: FastifyRequest, identify: Identify): Promise<Identity> {
  const token = request.cookies[SESSION_COOKIE];
  return token === undefined ? ANONYMOUS : ((await identify(token)) ?? ANONYMOUS);
}

type Upload = NonNullable<RequestFacts['file']>;

async function readUpload(request: FastifyRequest, route: Route): Promise<Upload> {
  const part = await request.file({ limits: { fileSize: route.bodyLimit ?? DEFAULT_BODY_LIMIT, files: 1 } });
  if (part === undefined) throw new Refusal('malformed-request', 'invalid');
  return { name: part.filename, type: part.mimetype, bytes: await part.toBuffer() };
}

/** A state-changing request with an Idempotency-Key becomes a command; its fingerprint is what was asked. */
function contextOf(
  runtime: Runtime,
  request: FastifyRequest,
  route: Route,
  identity: Identity,
  file: Upload | undefined,
): Context {
  const key = request.headers['idempotency-key'];
  let command: Command | undefined;
  if (route.method !== 'GET' && route.keepsNoAnswer !== true && typeof key === 'string' && key.length > 0) {
    if (key.length > 100) throw new Refusal('malformed-request', 'invalid');
    const hash = createHash('sha256').update(`${route.method} ${request.url}\n`);
    hash.update(file?.bytes ?? JSON.stringify(request.body ?? null));
    command = { key, fingerprint: hash.digest('base64url') };
  }
  return createContext(runtime, { ...identity, command });
}

function factsOf(request: FastifyRequest, route: Route, file: Upload | undefined): RequestFacts {
  return {
    id: request.id,
    ip: request.ip,
    headers: request.headers,
    sessionToken: request.cookies[SESSION_COOKIE],
    file,
    raw: route.rawBody === true && Buffer.isBuffer(request.body) ? request.body : undefined,
  };
}

function send(reply: FastifyReply, route: Route, answer: unknown): FastifyReply {
  const { status, body, headers } = answer instanceof Reply ? (answer as Reply<unknown>) : new Reply(answer);
  reply.code(status).headers(headers);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (Buffer.isBuffer(body) || typeof body === 'string') {
    return reply.type(headers['content-type'] ?? route.produces ?? 'text/plain; charset=utf-8').send(body);
  }
  return reply.type('application/json; charset=utf-8').send(encodeReply(route, body));
}
