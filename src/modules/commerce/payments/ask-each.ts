import { ProviderUnavailable } from './payment-port.ts';

/**
 * Does for each what has to be asked of its provider: providers side by side, what belongs to one in its order. One that
 * fails does not keep the others, but of a provider that does not answer (`ask` says so or throws ProviderUnavailable)
 * nothing more is asked in this run: its time-outs would add up. What was not asked comes with the next run. Answers how
 * many went well, and what failed.
 */
export async function askEach<T extends { readonly provider: string }>(
  all: readonly T[],
  ask: (each: T) => Promise<'silent' | undefined | void>,
): Promise<{ readonly done: number; readonly failures: unknown[] }> {
  const failures: unknown[] = [];
  let done = 0;
  const lane = async (ofOne: readonly T[]): Promise<void> => {
    for (const each of ofOne) {
      try {
        if ((await ask(each)) === 'silent') return;
        done += 1;
      } catch (error) {
        failures.push(error);
        if (error instanceof ProviderUnavailable) return;
      }
    }
  };
  await Promise.all([...Map.groupBy(all, ({ provider }) => provider).values()].map(lane));
  return { done, failures };
}
