import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select, Tag } from 'antd';
import { useEffect, useId, useState, type ReactNode } from 'react';
import type { ApprovalAnswer, ApprovalBody } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { Ring } from '../../../shared/logo.tsx';
import { asProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { choicesOf, useAudiences, useCities, usePackages } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { approvalBodyOf, missingIn, newApproval, type ApprovalDraft } from './approval-draft.ts';
import { shanghaiDate } from './play-draft.ts';
import { APPROVALS_KEY, PATHS } from './play-paths.ts';

/** The terms, then the sentence that they make, then the signature. */
export function ApprovalForm({ onDone }: { onDone: () => void }): ReactNode {
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState(() => newApproval(now));
  const body = approvalBodyOf(draft);
  const statement = useStatement(body);
  const signing = useAct(
    (terms: ApprovalBody, key) => api.post<ApprovalAnswer>(PATHS.approvals, { body: terms, key }),
    {
      stale: [APPROVALS_KEY],
      onDone,
    },
  );
  const missing = missingIn(draft);
  return (
    <form
      className="approval-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body !== undefined && statement.text !== undefined) void signing.run(body);
      }}
    >
      <Terms draft={draft} today={shanghaiDate(now)} set={(part) => setDraft({ ...draft, ...part })} />
      <section className="approval-to-sign" aria-label="要签的话" aria-live="polite">
        <h3>
          <Ring by="people" />
          签下去就是说
        </h3>
        {missing.length > 0 ? (
          <p className="approval-missing">还差{missing.join('、')}，填好这里会写成一段话。</p>
        ) : (
          <p>{statement.text ?? '正在写成一段话…'}</p>
        )}
      </section>
      <ProblemLine problem={signing.problem ?? statement.problem} />
      <footer>
        <Button onClick={onDone}>先不签</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={body === undefined || statement.text === undefined}
          loading={signing.busy}
        >
          签署
        </Button>
      </footer>
    </form>
  );
}

const PAUSE_MS = 400;

/** The text that the server would have signed for these terms: what is read is what is signed. */
function useStatement(body: ApprovalBody | undefined) {
  const typed = JSON.stringify(body ?? null);
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const result = useQuery({
    queryKey: [...APPROVALS_KEY, 'statement', settled],
    queryFn: ({ signal }) =>
      api.post<{ statement: string }>(PATHS.statement, { body: JSON.parse(settled) as unknown, signal }),
    enabled: settled !== 'null' && settled === typed,
    staleTime: Infinity,
  });
  const current = settled === typed && body !== undefined;
  return {
    text: current ? result.data?.statement : undefined,
    problem: current && result.error !== null ? asProblem(result.error) : undefined,
  };
}

interface TermsProps {
  readonly draft: ApprovalDraft;
  readonly today: string;
  readonly set: (part: Partial<ApprovalDraft>) => void;
}

function Terms({ draft, today, set }: TermsProps): ReactNode {
  const audiences = choicesOf(useAudiences());
  const packages = choicesOf(usePackages().filter((each) => each.active));
  return (
    <>
      <Field label="小区进入哪些人群时">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            value={[...draft.audienceIds]}
            options={audiences}
            onChange={(audienceIds: string[]) => set({ audienceIds })}
          />
        )}
      </Field>
      <Field label="可以直接下发哪些套餐">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            value={[...draft.packageIds]}
            options={packages}
            onChange={(packageIds: string[]) => set({ packageIds })}
          />
        )}
      </Field>
      <Places draft={draft} set={set} />
      <Limits draft={draft} today={today} set={set} />
      <Field label="给它起个名字">
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={60}
            placeholder="如：防水季授权"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Limits({ draft, today, set }: TermsProps): ReactNode {
  return (
    <div className="approval-limits">
      <Field label="总共最多花">
        {(id) => (
          <InputNumber<number>
            id={id}
            value={draft.budgetYuan}
            min={1}
            suffix="元"
            onChange={(budgetYuan) => set({ budgetYuan })}
          />
        )}
      </Field>
      <Field label="每天最多">
        {(id) => (
          <InputNumber<number>
            id={id}
            value={draft.maxPlaysADay}
            min={1}
            max={10_000}
            precision={0}
            suffix="份"
            onChange={(maxPlaysADay) => set({ maxPlaysADay })}
          />
        )}
      </Field>
      <Field label="到哪天为止">
        {(id) => (
          <Input
            id={id}
            type="date"
            value={draft.until}
            min={today}
            onChange={(event) => set({ until: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Places({ draft, set }: Omit<TermsProps, 'today'>): ReactNode {
  const cities = choicesOf(useCities());
  return (
    <>
      <Field label="在哪些城市（城市和小区都不选，就是全国）">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            value={[...draft.cityIds]}
            options={cities}
            onChange={(cityIds: string[]) => set({ cityIds })}
          />
        )}
      </Field>
      <div className="approval-communities">
        {draft.communities.map((community) => (
          <Tag
            key={community.id}
            closable
            onClose={() => set({ communities: draft.communities.filter((each) => each !== community) })}
          >
            {community.name}
          </Tag>
        ))}
        <CommunityFinder
          label="再加个别小区"
          without={draft.communities.map(({ id }) => id)}
          onFind={({ id, name }) => set({ communities: [...draft.communities, { id, name }] })}
        />
      </div>
    </>
  );
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className="edit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
