import { useState, type ReactNode } from 'react';
import type { BulkAnswer, MainPushRow } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useAct } from '../../../shared/query.tsx';
import { MAIN_PUSH_KEY, PATHS, PLAYS_KEY } from './play-paths.ts';

/** A proposal of a main push; a community has one at a time. */
export type PushRow = MainPushRow & { readonly id: string };

/** Accept and dismiss proposals, and what came of it in a summary. */
export function useDecidePushes(onDone: () => void) {
  const [summary, setSummary] = useState<ReactNode>();
  const hooks = { stale: [MAIN_PUSH_KEY, PLAYS_KEY] };
  const bodyOf = (rows: readonly PushRow[]) =>
    rows.map(({ communityId, proposedPackageId }) => ({ communityId, packageId: proposedPackageId }));
  const accepting = useAct(
    (rows: readonly PushRow[], key) =>
      api.post<BulkAnswer>(PATHS.mainPushAccept, { body: { items: bodyOf(rows) }, key }),
    hooks,
  );
  const dismissing = useAct(
    ({ rows, reason }: { rows: readonly PushRow[]; reason: string }, key) =>
      api.post<BulkAnswer>(PATHS.mainPushDismiss, { body: { items: bodyOf(rows), reason }, key }),
    hooks,
  );
  const tell = (verb: string, rows: readonly PushRow[], answer: BulkAnswer | undefined): void => {
    if (answer === undefined) return;
    setSummary(<Summary verb={verb} rows={rows} answer={answer} />);
    onDone();
  };
  return {
    accept: async (rows: readonly PushRow[]) => tell('换了主推', rows, await accepting.run(rows)),
    dismiss: async (rows: readonly PushRow[], reason: string) =>
      tell('没有采纳', rows, await dismissing.run({ rows, reason })),
    busy: accepting.busy || dismissing.busy,
    problem: accepting.problem ?? dismissing.problem,
    summary,
  };
}

function Summary({ verb, rows, answer }: { verb: string; rows: readonly PushRow[]; answer: BulkAnswer }): ReactNode {
  const names = new Map(rows.map((row) => [row.id, row.communityName]));
  const refused = answer.items.filter((item) => !item.done);
  return (
    <div className="outcome-bar" role="status">
      <p className="outcome-line">
        <Ring by="people" />
        <span>
          {count(answer.done)}个小区{verb}
          {refused.length === 0 ? '。' : `，${count(refused.length)}个没成：`}
        </span>
      </p>
      {refused.length === 0 ? null : (
        <ul className="outcome-refused">
          {refused.map((item) => (
            <li key={item.id}>
              <strong>{names.get(item.id)}</strong>
              <span>{item.message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
