import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { transformWithOxc, type InlineConfig, type Plugin } from 'vite';

export type App = 'console' | 'workbench' | 'shop';
export const APPS: readonly App[] = ['console', 'workbench', 'shop'];

/** Where the server mounts each app. */
export const BASES: Readonly<Record<App, string>> = { console: '/console/', workbench: '/work/', shop: '/' };

const web = fileURLToPath(new URL('.', import.meta.url));
export const OUT = fileURLToPath(new URL('../dist/web/', import.meta.url));

/** The Vite configuration of one app; `build.ts` and `dev.ts` start from it, nothing reads a config file. */
export function configOf(app: App): InlineConfig {
  return {
    configFile: false,
    root: `${web}${app}`,
    base: BASES[app],
    publicDir: `${web}public`,
    cacheDir: fileURLToPath(new URL(`../node_modules/.vite/${app}`, import.meta.url)),
    plugins: [react(), ...(app === 'workbench' ? [serviceWorker()] : app === 'shop' ? [ownAreaWorker()] : [])],
    logLevel: 'warn',
    build: {
      outDir: `${OUT}${app}`,
      emptyOutDir: true,
      manifest: true,
      target: ['chrome87', 'safari14'],
      assetsInlineLimit: 2_048,
      chunkSizeWarningLimit: 2_000,
      reportCompressedSize: false,
    },
  };
}

/** The shop's server bundle: whole, so that it runs in production mode whatever NODE_ENV says. */
export function shopServerConfig(): InlineConfig {
  const base = configOf('shop');
  return {
    ...base,
    publicDir: false,
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    ssr: { noExternal: true },
    build: {
      ssr: `${web}shop/entry-server.tsx`,
      outDir: `${OUT}shop-ssr`,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
    },
  };
}

/**
 * Writes the workbench's service worker `sw.js` beside its index.html, with the list of the app's files and a version
 * that changes when any of them does.
 */
function serviceWorker(): Plugin {
  return {
    name: 'twinwheel:service-worker',
    apply: 'build',
    generateBundle: {
      // After Vite has dropped the chunks that held only styles: one missing file would keep the worker from installing.
      order: 'post',
      async handler(_options, bundle) {
        const file = `${web}workbench/sw.ts`;
        const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file);
        const names = Object.keys(bundle).filter((name) => /\.(js|css|svg|png|woff2)$/.test(name));
        const urls = [BASES.workbench, ...names.toSorted().map((name) => BASES.workbench + name)];
        const source = code
          .replace('__FILES__', JSON.stringify(urls))
          .replace('__VERSION__', JSON.stringify(digest(urls)));
        this.emitFile({ type: 'asset', fileName: 'sw.js', source });
      },
    },
  };
}

/** Writes the service worker of the customer's area, `my-sw.js`: it keeps what was opened, so that it needs no list. */
function ownAreaWorker(): Plugin {
  return {
    name: 'twinwheel:own-area-worker',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
    async generateBundle() {
      const file = `${web}shop/my/sw.ts`;
      const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file);
      // A worker is a script: the export is there for the type checker alone.
      this.emitFile({ type: 'asset', fileName: 'my-sw.js', source: code.replace('export {};', '') });
    },
  };
}

/** FNV-1a over the file names, which carry the hashes of their contents. */
function digest(names: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of names.join('\n')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}
