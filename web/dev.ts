import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import type { ShopServer } from './shop/offer.ts';
import { APPS, configOf, type App } from './vite.config.ts';

export interface DevApp {
  /** Answers requests for the app's modules and styles; calls `next` for everything else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
  /** The app's index.html for an address, ready for hot reload. */
  readonly html: (url: string) => Promise<string>;
}

export interface DevMiddlewares {
  readonly apps: Readonly<Record<App, DevApp>>;
  /** The shop's server rendering, from the sources as they are now. */
  readonly shopServer: () => Promise<ShopServer>;
  readonly close: () => Promise<void>;
}

/** Each app's hot reload has a socket of its own. */
const FIRST_SOCKET_PORT = 24_680;

/** Vite servers for `npm run dev`, to be mounted by the HTTP server at the bases of vite.config.ts. */
export async function createDevMiddlewares(): Promise<DevMiddlewares> {
  const servers = await Promise.all(APPS.map((app, at) => startVite(app, FIRST_SOCKET_PORT + at)));
  const [consoleVite, workbench, shop] = servers as [ViteDevServer, ViteDevServer, ViteDevServer];
  return {
    apps: { console: devApp(consoleVite), workbench: devApp(workbench), shop: devApp(shop) },
    shopServer: () => shop.ssrLoadModule('/entry-server.tsx') as Promise<ShopServer>,
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}

function startVite(app: App, port: number): Promise<ViteDevServer> {
  return createServer({ ...configOf(app), appType: 'custom', server: { middlewareMode: true, hmr: { port } } });
}

function devApp(vite: ViteDevServer): DevApp {
  return {
    handle: vite.middlewares,
    html: async (url) => vite.transformIndexHtml(url, await readFile(join(vite.config.root, 'index.html'), 'utf8')),
  };
}
