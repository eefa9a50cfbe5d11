import { useState } from 'react';
import type { BulkAnswer } from '#modules/intelligence/contract';
import { api, newKey } from '../../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { outcomeOf, type Outcome, type Subject } from './play-outcome.ts';
import { PATHS, PLAYS_KEY } from './play-paths.ts';

interface Reasoned {
  readonly subjects: readonly Subject[];
  readonly reason: string;
}

export interface Decisions {
  readonly approve: (subjects: readonly Subject[]) => Promise<Outcome | undefined>;
  readonly reject: (subjects: readonly Subject[], reason: string) => Promise<Outcome | undefined>;
  readonly withdraw: (subjects: readonly Subject[], reason: string) => Promise<Outcome | undefined>;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  /** What came of the last decision, until the next one or until it is put away. */
  readonly outcome: Outcome | undefined;
  readonly forget: () => void;
}

const idsOf = (subjects: readonly Subject[]): string[] => subjects.map(({ id }) => id);
const hooks = { stale: [PLAYS_KEY] };

/** Approve, reject and withdraw, for one play or many. `onDecided` hears what came of it. */
export function useDecisions(onDecided: (outcome: Outcome) => void): Decisions {
  const [outcome, setOutcome] = useState<Outcome>();
  const approving = useAct(
    (subjects: readonly Subject[], key) =>
      api.post<BulkAnswer>(PATHS.approve, { body: { playIds: idsOf(subjects) }, key }),
    hooks,
  );
  const rejecting = useAct(
    ({ subjects, reason }: Reasoned, key) =>
      api.post<BulkAnswer>(PATHS.reject, { body: { playIds: idsOf(subjects), reason }, key }),
    hooks,
  );
  const withdrawing = useAct(withdrawEach, hooks);
  const acts = [approving, rejecting, withdrawing];
  const told = (next: Outcome): Outcome => {
    setOutcome(next);
    onDecided(next);
    return next;
  };
  const forget = (): void => {
    setOutcome(undefined);
    for (const act of acts) act.forget();
  };
  return {
    approve: async (subjects) => {
      forget();
      const answer = await approving.run(subjects);
      return answer && told(outcomeOf('approved', subjects, answer));
    },
    reject: async (subjects, reason) => {
      forget();
      const answer = await rejecting.run({ subjects, reason });
      return answer && told(outcomeOf('rejected', subjects, answer));
    },
    withdraw: async (subjects, reason) => {
      forget();
      const answer = await withdrawing.run({ subjects, reason });
      return answer && told(outcomeOf('withdrawn', subjects, answer));
    },
    busy: acts.some((act) => act.busy),
    problem: acts.find((act) => act.problem !== undefined)?.problem,
    outcome,
    forget,
  };
}

/** The server withdraws one by one: each may have been forwarded meanwhile. A server that is away ends it. */
async function withdrawEach({ subjects, reason }: Reasoned): Promise<BulkAnswer> {
  const items: BulkAnswer['items'] = [];
  for (const { id } of subjects) {
    try {
      await api.post(PATHS.withdraw(id), { body: { reason }, key: newKey() });
      items.push({ id, done: true, code: null, message: null });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.transient && items.length === 0) throw problem;
      items.push({ id, done: false, code: problem.code, message: problem.message });
    }
  }
  return { items, done: items.filter((item) => item.done).length };
}
