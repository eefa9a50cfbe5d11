/**
 * Lets the area open again without a network once it was opened with one. What this first visit fetched before the
 * worker was there is fetched once more, from the browser's own cache.
 */
export function keepOpen(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register('/my-sw.js', { scope: '/my' })
    .then(() => navigator.serviceWorker.ready)
    .then(async () => {
      const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
      const cache = await caches.open('twinwheel-my-1');
      const built = [...new Set(files)].filter((path) => path.startsWith('/assets/'));
      const missing = await Promise.all(
        built.map(async (path) => ((await cache.match(path)) === undefined ? path : [])),
      );
      await cache.addAll([...missing.flat(), ...((await cache.match('/my')) === undefined ? ['/my'] : [])]);
    })
    // Only comfort is lost.
    .catch(() => undefined);
}
