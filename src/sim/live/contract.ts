import { z } from 'zod';

/** Simulated minutes that pass in one real minute; 0 pauses. */
const speed = z.number().min(0).max(10_000);

export const worldSpeedBody = z.object({ speed });

export const worldAnswer = z.object({
  speed,
  running: z.boolean(),
  /** Begins at eight in the morning of the day of the start, and runs ahead of the real clock. */
  simulatedNow: z.iso.datetime(),
  /** What the world has done since the start, by kind: `post`, `order`, `visit`, `lead`, `forward`, … */
  acts: z.record(z.string(), z.number().int()),
  /** Acts that wait for their time. */
  waiting: z.number().int(),
  /** Ticks that were left out because the one before was still under way. */
  skippedTicks: z.number().int(),
  /** The last refusals and failures, the newest first: codes only. */
  lastErrors: z.array(z.object({ act: z.string(), code: z.string(), at: z.iso.datetime() })),
});

export type WorldAnswer = z.output<typeof worldAnswer>;
