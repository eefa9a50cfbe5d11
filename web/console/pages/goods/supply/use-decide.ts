import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DecideBody, OverrideReasonCode, SupplyLineAnswer } from '#modules/intelligence/contract';
import { api, newKey } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { STOCK_KEY } from '../goods-paths.ts';
import { DECIDE_PATH, SUPPLY_KEY } from './supply-paths.ts';
import { changedOf, type Target } from './supply-draft.ts';

export interface Deciding {
  readonly targets: readonly Target[];
  /** Why, where anything differs from what was proposed. */
  readonly reason: OverrideReasonCode | null;
  readonly note: string;
}

/** What came of the last decision. */
export interface Outcome {
  readonly targets: readonly Target[];
  /** Orders that were decided otherwise than proposed: they can be put back. */
  readonly backTo: readonly SupplyLineAnswer[];
}

export interface Decisions {
  readonly decide: (deciding: Deciding) => Promise<Outcome | undefined>;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly outcome: Outcome | undefined;
  readonly forget: () => void;
}

/** The server takes so many at once, all or none. */
const AT_ONCE = 500;
const TIMEOUT_MS = 60_000;

async function send({ targets, reason, note }: Deciding, key: string): Promise<SupplyLineAnswer[]> {
  const decided: SupplyLineAnswer[] = [];
  for (let at = 0; at < targets.length; at += AT_ONCE) {
    const part = targets.slice(at, at + AT_ONCE);
    const body: DecideBody = {
      decisions: part.map((each) => ({
        lineId: each.line.lineId,
        revision: each.line.revision,
        decided: each.decided,
      })),
      reason: changedOf(part).length === 0 ? null : reason,
      note,
    };
    const options = { body, key: at === 0 ? key : newKey(), timeoutMs: TIMEOUT_MS };
    decided.push(...(await api.post<{ items: SupplyLineAnswer[] }>(DECIDE_PATH, options)).items);
  }
  return decided;
}

/** Decides on lines. What was refused changes nothing: the rows stay, and are read again as others left them. */
export function useDecide(onDecided: (outcome: Outcome) => void): Decisions {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>();
  const act = useAct(send, { stale: [SUPPLY_KEY, STOCK_KEY] });
  const forget = (): void => {
    setOutcome(undefined);
    act.forget();
  };
  return {
    decide: async (deciding) => {
      forget();
      const decided = await act.run(deciding);
      if (decided === undefined) {
        void client.invalidateQueries({ queryKey: SUPPLY_KEY });
        return undefined;
      }
      const backTo = decided.filter(({ kind, state }) => kind === 'order' && state !== 'taken');
      const next = { targets: deciding.targets, backTo };
      setOutcome(next);
      onDecided(next);
      return next;
    },
    busy: act.busy,
    problem: act.problem,
    outcome,
    forget,
  };
}
