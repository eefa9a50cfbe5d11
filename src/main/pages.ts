import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '#kernel/ids';
import { createContext, type Context, type Runtime } from '#platform/context';
import { NOTHING } from '#platform/permission';
import { runChild } from './child.ts';

/** What one address of the shop shows; what it holds are answers of modules, passed through as they are. */
type ShopView =
  | { kind: 'offer'; offer: unknown }
  | { kind: 'booking'; page: unknown }
  | { kind: 'survey'; token: string }
  | { kind: 'my' }
  | { kind: 'choose'; communities: unknown }
  | { kind: 'community'; home: unknown; categoryId: string | null; text: string }
  | { kind: 'group'; groupBuy: unknown }
  | { kind: 'item'; item: unknown }
  | { kind: 'somewhere' }
  | { kind: 'buying' }
  | { kind: 'missing' }
  | { kind: 'home' };

interface ShopServer {
  readonly renderPage: (template: string, view: ShopView) => string;
}

export interface Pages {
  /** Where the shop's data comes from; undefined for an unknown token. */
  readonly offerOf: (ctx: Context, token: string) => Promise<unknown>;
  /** As above, for a printed code. */
  readonly bookingOf: (ctx: Context, code: string) => Promise<unknown>;
  /** Communities in which something is sold together today. */
  readonly communities: (ctx: Context) => Promise<unknown>;
  /** The shop of a community; undefined for one that there is not. */
  readonly communityOf: (ctx: Context, asked: CommunityAsked) => Promise<unknown>;
  /** A group buy by its number or id; undefined for one that there is not. */
  readonly groupBuyOf: (ctx: Context, key: string) => Promise<unknown>;
  /** A product in a community; undefined where it is not sold. */
  readonly itemOf: (ctx: Context, asked: { code: string; communityId: string }) => Promise<unknown>;
}

export interface CommunityAsked {
  readonly communityId: string;
  readonly categoryId: string | null;
  readonly text: string;
}

const OUT = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const open = {
  config: { access: { public: 'pages hold no data; data comes through routes that check' }, rateLimit: false },
};
const offerAccess = {
  config: {
    access: { public: 'an offer or a printed code is made to be seen' },
    rateLimit: { max: 300, timeWindow: 60_000 },
  },
};
const YEAR_MS = 365 * 24 * 3_600_000;
const LONGEST_TOKEN = 64;

/** Serves the built web apps: console, workbench, and the shop with its first view rendered here. */
export async function mountPages(app: FastifyInstance, runtime: Runtime, pages: Pages): Promise<void> {
  await app.register(fastifyStatic, { root: OUT, serve: false, preCompressed: true, index: false });
  mountApp(app, 'console', '/console');
  mountApp(app, 'workbench', '/work');
  app.get('/assets/*', open, (request, reply) => sendBuilt(request, reply, 'shop', `assets/${rest(request)}`));
  app.get('/my-sw.js', open, (request, reply) => sendBuilt(request, reply, 'shop', 'my-sw.js'));
  app.get('/favicon.svg', open, (request, reply) => sendBuilt(request, reply, 'shop', 'favicon.svg'));
  const template = await readFile(`${OUT}shop/index.html`, 'utf8');
  const shop = (await import(`${OUT}shop-ssr/entry-server.js`)) as ShopServer;
  mountViews(app, runtime, pages, async () => ({ template, shop }));
}

/** What renders the shop's first views: the built one, or the sources as they are now. */
type Renderer = (url: string) => Promise<{ readonly template: string; readonly shop: ShopServer }>;

/** The addresses of the shop. */
function mountViews(app: FastifyInstance, runtime: Runtime, pages: Pages, renderer: Renderer): void {
  const send = async (request: FastifyRequest, reply: FastifyReply, view: ShopView): Promise<FastifyReply> => {
    const { template, shop } = await renderer(request.url);
    const html = shop.renderPage(template, view);
    return reply
      .code(view.kind === 'missing' ? 404 : 200)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html);
  };
  const anonymous = () => createContext(runtime, { actor: { kind: 'anonymous' }, scope: NOTHING });
  app.get<{ Params: { token: string } }>('/o/:token', offerAccess, async (request, reply) => {
    const { token } = request.params;
    const offer = token.length > LONGEST_TOKEN ? undefined : await pages.offerOf(anonymous(), token);
    return send(request, reply, offer === undefined ? { kind: 'missing' } : { kind: 'offer', offer });
  });
  app.get<{ Params: { code: string } }>('/b/:code', offerAccess, async (request, reply) => {
    const { code } = request.params;
    const page = code.length > LONGEST_TOKEN ? undefined : await pages.bookingOf(anonymous(), code);
    return send(request, reply, page === undefined ? { kind: 'missing' } : { kind: 'booking', page });
  });
  app.get('/s/:token', open, (request, reply) => {
    const { token } = request.params as { token: string };
    return send(request, reply, token.length > LONGEST_TOKEN ? { kind: 'missing' } : { kind: 'survey', token });
  });
  mountShop(app, pages, anonymous, send);
  for (const path of ['/my', '/my/*']) {
    app.get(path, open, (request, reply) => send(request, reply, { kind: 'my' }));
  }
}

const LONGEST_TEXT = 60;

/** Where people buy: a community, its group buys and products, then cart and checkout. */
function mountShop(
  app: FastifyInstance,
  pages: Pages,
  anonymous: () => Context,
  send: (request: FastifyRequest, reply: FastifyReply, view: ShopView) => Promise<FastifyReply>,
): void {
  app.get('/', offerAccess, async (request, reply) =>
    send(request, reply, { kind: 'choose', communities: await pages.communities(anonymous()) }),
  );
  app.get<{ Params: { communityId: string }; Querystring: { category?: unknown; q?: unknown } }>(
    '/c/:communityId',
    offerAccess,
    async (request, reply) => {
      const { communityId } = request.params;
      const { category, q } = request.query;
      const categoryId = typeof category === 'string' && isUuid(category) ? category : null;
      const text = typeof q === 'string' ? q.trim().slice(0, LONGEST_TEXT) : '';
      const home = isUuid(communityId) && (await pages.communityOf(anonymous(), { communityId, categoryId, text }));
      return send(request, reply, home ? { kind: 'community', home, categoryId, text } : { kind: 'missing' });
    },
  );
  app.get<{ Params: { number: string } }>('/g/:number', offerAccess, async (request, reply) => {
    const { number } = request.params;
    const groupBuy = number.length > LONGEST_TOKEN ? undefined : await pages.groupBuyOf(anonymous(), number);
    return send(request, reply, groupBuy === undefined ? { kind: 'missing' } : { kind: 'group', groupBuy });
  });
  app.get<{ Params: { code: string }; Querystring: { c?: unknown } }>(
    '/i/:code',
    offerAccess,
    async (request, reply) => {
      const { code } = request.params;
      const { c: communityId } = request.query;
      if (typeof communityId !== 'string' || !isUuid(communityId)) return send(request, reply, { kind: 'somewhere' });
      const item = code.length > LONGEST_TOKEN ? undefined : await pages.itemOf(anonymous(), { code, communityId });
      return send(request, reply, item === undefined ? { kind: 'missing' } : { kind: 'item', item });
    },
  );
  for (const path of ['/cart', '/checkout/*', '/paid/:orderId', '/sign-in']) {
    app.get(path, open, (request, reply) => send(request, reply, { kind: 'buying' }));
  }
}

/** Builds the web apps if their sources changed since the last build; says so, since it takes some seconds. */
export async function buildPages(say: (text: string) => void): Promise<void> {
  if (!existsSync(`${OUT}stamp.txt`)) say('正在构建网页（首次约十几秒）…');
  await runChild(['web/build.ts']);
}

function mountApp(app: FastifyInstance, folder: 'console' | 'workbench', base: string): void {
  app.get(base, open, (_request, reply) => reply.redirect(`${base}/`));
  app.get(`${base}/*`, open, (request, reply) => {
    const path = rest(request);
    // A path without an extension is a page of the app, which finds its own way.
    return sendBuilt(request, reply, folder, /\.\w+$/.test(path) ? path : 'index.html');
  });
}

const rest = (request: FastifyRequest): string => (request.params as { '*': string })['*'];

function sendBuilt(_request: FastifyRequest, reply: FastifyReply, folder: string, path: string): FastifyReply {
  // Names under assets/ carry the hash of their content.
  const lasting = path.startsWith('assets/');
  return reply.sendFile(`${folder}/${path}`, {
    maxAge: lasting ? YEAR_MS : 0,
    immutable: lasting,
    cacheControl: true,
  });
}

/** One app of `web/dev.ts`. */
interface DevApp {
  readonly handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
  readonly html: (url: string) => Promise<string>;
}

/** What `web/dev.ts` makes; it is loaded by its address, since nothing else of `web/` runs on the server. */
interface DevMiddlewares {
  readonly apps: Readonly<Record<'console' | 'workbench' | 'shop', DevApp>>;
  readonly shopServer: () => Promise<ShopServer>;
  readonly close: () => Promise<void>;
}

const DEV = new URL('../../web/dev.ts', import.meta.url).href;

/** The same pages from their sources, with hot reload. */
export async function mountDevPages(app: FastifyInstance, runtime: Runtime, pages: Pages): Promise<DevMiddlewares> {
  const { createDevMiddlewares } = (await import(DEV)) as { createDevMiddlewares: () => Promise<DevMiddlewares> };
  const dev = await createDevMiddlewares();
  // Hot reload needs inline scripts and a socket that the policy of the built pages forbids.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith('/api/')) reply.raw.removeHeader('content-security-policy');
    done();
  });
  const mountDev = (name: 'console' | 'workbench', base: string): void => {
    app.get(base, open, (_request, reply) => reply.redirect(`${base}/`));
    app.get(`${base}/*`, open, (request, reply) => throughVite(dev, name, request, reply));
  };
  mountDev('console', '/console');
  mountDev('workbench', '/work');
  mountViews(app, runtime, pages, async (url) => ({
    template: await dev.apps.shop.html(url),
    shop: await dev.shopServer(),
  }));
  app.get('/*', open, (request, reply) => throughVite(dev, 'shop', request, reply));
  return dev;
}

function throughVite(
  dev: DevMiddlewares,
  name: 'console' | 'workbench' | 'shop',
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  dev.apps[name].handle(request.raw, raw, (error) => {
    if (error !== undefined) {
      raw.writeHead(500).end(error instanceof Error ? error.message : 'error');
      return;
    }
    dev.apps[name].html(request.url).then(
      (html) => raw.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
      (failure: unknown) => raw.writeHead(500).end(String(failure)),
    );
  });
  return reply;
}
