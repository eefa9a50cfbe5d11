import type { Workspace } from '#engines/forecasting';
import { createThreads } from '#platform/threads';

const HELP = new URL('./gbdt-helper.ts', import.meta.url);
const TIMEOUT_MS = 1_800_000;

export interface TrainingTeam {
  readonly onWorkspace: (space: Workspace) => void;
  readonly close: () => Promise<void>;
}

/** One thread more, that has started, and that takes part in trainings, one after the other. */
export async function openTrainingTeam(): Promise<TrainingTeam> {
  const threads = createThreads({ size: 1 });
  await threads.run(HELP, 'ready', undefined);
  let helping: Promise<unknown> = Promise.resolve();
  return {
    onWorkspace: (space) => {
      helping = threads.run(HELP, 'helpTraining', space, { timeoutMs: TIMEOUT_MS });
    },
    close: async () => {
      await helping;
      await threads.close();
    },
  };
}
