/**
 * How long a first start takes (empty folder to a healthy server with the demo world), how long a warm one, and what
 * the server process holds in memory when nothing happens. Baseline: the bars that the README claims, printed beside.
 */
import { makeFolder } from '../tests/support/folder.ts';
import { startServerProcess } from '../tests/support/process.ts';
import { describeMachine, note, report, round } from './report.ts';

const IDLE_MS = 20_000;
const BARS = { coldSeconds: 180, warmSeconds: 8, idleMemoryMB: 400 };

const folder = makeFolder('tw-bench-start-');
// Nothing happens: the world stands still.
const env = { TWINWHEEL_WORLD_SPEED: '0', LOG_LEVEL: 'warn' };
note(`machine: ${describeMachine()}`);
try {
  const coldFrom = performance.now();
  const first = await startServerProcess({ dataDir: folder.path, env });
  const coldSeconds = round((performance.now() - coldFrom) / 1_000);
  note(`first start, world loaded: ${coldSeconds} s (bar ${BARS.coldSeconds})`);
  await first.stop();
  const warmFrom = performance.now();
  const second = await startServerProcess({ dataDir: folder.path, env });
  const warmSeconds = round((performance.now() - warmFrom) / 1_000);
  note(`warm start: ${warmSeconds} s (bar ${BARS.warmSeconds})`);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const { now } = await second.memory();
  const idleMemoryMB = round(now / 2 ** 20);
  note(`idle server process: ${idleMemoryMB} MB (bar ${BARS.idleMemoryMB})`);
  await second.stop();
  report({ coldSeconds, warmSeconds, idleMemoryMB });
} finally {
  folder.remove();
}
