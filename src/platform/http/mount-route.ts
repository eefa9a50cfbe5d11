import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext, type Command, type Context, type Runtime } from '../context/index.ts';
import { ANONYMOUS, checkAccess, checkSameSite, SESSION_COOKIE, type Identify, type Identity } from './access.ts';
import { encodeReply, parseRequest } from './parse.ts';
import { InvalidRequest } from './problem.ts';
import { Reply, type RequestFacts, type Route } from './route.ts';

export const DEFAULT_BODY_LIMIT = 256 * 1024;
export const DEFAULT_RATE = 600;
export const MINUTE_MS = 60_000;
const MAX_KEY = 100;

interface MountOptions {
  readonly runtime: Runtime;
  readonly identify: Identify;
}

/** Who sent a request that is being handled. */
const identities = new WeakMap<FastifyRequest, Identity>();

/** Puts a declared route on the server: access, parsing, context, handler, answer. */
export function mountRoute(app: FastifyInstance, options: MountOptions, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    config: {
      access: route.access,
      rateLimit: { max: route.ratePerMinute ?? DEFAULT_RATE, timeWindow: MINUTE_MS },
    },
    // After the rate limit and before a byte of the body is read: nobody uploads who may not.
    preParsing: async (request) => {
      const permission = 'permission' in route.access ? route.access.permission : undefined;
      const identity = await identityOf(request, options.identify, permission);
      checkAccess(route.access, identity);
      // Without a session there is still signing in, which another site must not do for somebody; only routes that
      // take foreign bodies as they are (signed callbacks, event clients in shops of others) are meant for other sites.
      if (identity.actor.kind === 'user' || route.rawBody !== true) checkSameSite(request);
      identities.set(request, identity);
    },
    handler: async (request, reply) => {
      const file = route.upload === true ? await readUpload(request, route) : undefined;
      const body = route.rawBody === true || route.upload === true ? undefined : request.body;
      const parsed = parseRequest(route, { params: request.params, query: request.query, body });
      const ctx = contextOf(options.runtime, request, route, file);
      const answer = await route.handle(ctx, { ...parsed, request: factsOf(request, route, file) });
      return send(reply, route, answer);
    },
  });
}

export const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[SESSION_COOKIE];

/** Who sends the request, and where they may use the permission (or anything they hold, without one). */
export async function identityOf(request: FastifyRequest, identify: Identify, permission?: string): Promise<Identity> {
  const token = tokenOf(request);
  return token === undefined ? ANONYMOUS : ((await identify(token, permission)) ?? ANONYMOUS);
}

type Upload = NonNullable<RequestFacts['file']>;

async function readUpload(request: FastifyRequest, route: Route): Promise<Upload> {
  try {
    const part = await request.file({ limits: { fileSize: route.bodyLimit ?? DEFAULT_BODY_LIMIT, files: 1 } });
    if (part !== undefined) return { name: part.filename, type: part.mimetype, bytes: await part.toBuffer() };
  } catch (error) {
    // What the parser says of a form that breaks off or has no boundary is a plain error without a status.
    if (error instanceof Error && !('statusCode' in error)) throw new InvalidRequest([formFault]);
    throw error;
  }
  throw new InvalidRequest([{ path: 'file', message: '请选择一个文件' }]);
}

const formFault = { path: 'file', message: '文件没有传完整，请重新上传' };

/** A state-changing request with an Idempotency-Key becomes a command; its fingerprint is what was asked. */
function contextOf(runtime: Runtime, request: FastifyRequest, route: Route, file: Upload | undefined): Context {
  const identity = identities.get(request) ?? ANONYMOUS;
  return createContext(runtime, { ...identity, command: commandOf(request, route, file) });
}

function commandOf(request: FastifyRequest, route: Route, file: Upload | undefined): Command | undefined {
  const key = request.headers['idempotency-key'];
  if (route.method === 'GET' || route.keepsNoAnswer === true || typeof key !== 'string' || key === '') return undefined;
  if (key.length > MAX_KEY) {
    throw new InvalidRequest([{ path: 'headers.idempotency-key', message: `最多 ${MAX_KEY} 个字符` }]);
  }
  const asked = file?.bytes ?? (Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null));
  const hash = createHash('sha256').update(`${route.method} ${request.url}\n`).update(asked);
  return { key, fingerprint: hash.digest('base64url') };
}

function factsOf(request: FastifyRequest, route: Route, file: Upload | undefined): RequestFacts {
  return {
    id: request.id,
    ip: request.ip,
    headers: request.headers,
    sessionToken: tokenOf(request),
    file,
    raw: route.rawBody === true && Buffer.isBuffer(request.body) ? request.body : undefined,
  };
}

function send(reply: FastifyReply, route: Route, answer: unknown): FastifyReply {
  const { status, body, headers } = answer instanceof Reply ? (answer as Reply<unknown>) : new Reply(answer);
  reply.code(status).headers(headers);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (status === 204 || status === 304) return reply.send();
  if (body instanceof Uint8Array || typeof body === 'string') {
    return reply.type(headers['content-type'] ?? route.produces ?? 'text/plain; charset=utf-8').send(body);
  }
  return reply.type('application/json; charset=utf-8').send(encodeReply(route, body));
}
