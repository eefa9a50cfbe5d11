import { QueryClient, QueryClientProvider, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ActKey } from './act-key.ts';
import { newKey } from './api.ts';
import { asProblem, type ApiProblem } from './problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

/** The client retries reads itself (api.ts); live messages say what is stale, so that nothing polls. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export function QueryProvider({ client, children }: { client: QueryClient; children: ReactNode }): ReactNode {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

export interface Act<Input, Answer> {
  readonly run: (input: Input) => Promise<Answer | undefined>;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly answer: Answer | undefined;
  readonly forget: () => void;
}

interface ActHooks<Input, Answer> {
  /** Queries that the act makes stale. */
  readonly stale?: readonly QueryKey[];
  readonly onDone?: (answer: Answer, input: Input) => void;
}

/**
 * One thing a user does: `run` sends it with a key that a retry keeps. It never throws: the end is in `answer` or
 * `problem`, and `run` answers undefined when it did not succeed.
 */
export function useAct<Input, Answer>(
  send: (input: Input, key: string) => Promise<Answer>,
  hooks: ActHooks<Input, Answer> = {},
): Act<Input, Answer> {
  const client = useQueryClient();
  const [act] = useState(() => new ActKey(newKey));
  const mutation = useMutation({
    mutationFn: (input: Input) => send(input, act.keyFor(input)),
    onSuccess: (answer, input) => {
      act.close();
      for (const queryKey of hooks.stale ?? []) void client.invalidateQueries({ queryKey });
      hooks.onDone?.(answer, input);
    },
    onError: (error) => {
      if (!asProblem(error).transient) act.close();
    },
  });
  return {
    run: (input) => mutation.mutateAsync(input).catch(() => undefined),
    busy: mutation.isPending,
    problem: mutation.error === null ? undefined : asProblem(mutation.error),
    answer: mutation.data,
    forget: mutation.reset,
  };
}
