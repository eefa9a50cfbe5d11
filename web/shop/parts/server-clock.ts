import { useEffect, useState } from 'react';

/** When this page learned each time that the server told, in milliseconds of its own clock, which nobody can set. */
const heard = new Map<string, number>();

/** The time in the page's HTML was heard when its first byte came, not when its script ran. */
export function hearFirstTime(told: string): void {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  heard.set(told, entry?.responseStart ?? performance.now());
}

/**
 * The server's time in milliseconds since 1970, told anew every `everyMs`: phones go wrong by minutes, and a cut-off is
 * the server's. `told` is the time that came with the data. The first rendering tells exactly that, on the server too.
 */
export function useServerNow(told: string, everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.parse(told));
  useEffect(() => {
    const at = heard.get(told) ?? performance.now();
    heard.set(told, at);
    const tell = (): void => setNow(Date.parse(told) + (performance.now() - at));
    tell();
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, [told, everyMs]);
  return now;
}
