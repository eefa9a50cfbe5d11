import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CodeItem } from '#modules/growth/contract';
import type { TouchpointItem } from '#modules/touchpoints/contract';
import { api, type Page } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { choicesOf, usePackages } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { Field, FormEnd } from '../../parts/field.tsx';
import { codeBodyOf, codeFault, CODES_KEY, CODES_PATH, EMPTY_CODE, type CodeDraft } from './code-words.ts';

/** A new code to print, for a community, for somebody at the front, or for both. */
export function CodeForm({ onDone }: { onDone: (code: string) => void }): ReactNode {
  const [draft, setDraft] = useState(EMPTY_CODE);
  const packages = usePackages().filter(({ active, scene }) => active && scene === 'renewal');
  const saving = useAct((it: CodeDraft, key) => api.post<CodeItem>(CODES_PATH, { body: codeBodyOf(it), key }), {
    stale: [CODES_KEY],
    onDone: ({ code }) => onDone(code),
  });
  const fault = codeFault(draft);
  const set = (part: Partial<CodeDraft>): void => setDraft({ ...draft, ...part });
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Where draft={draft} fault={saving.problem?.faultAt('communityId')} set={set} />
      <Whose draft={draft} fault={saving.problem?.faultAt('touchpointId')} set={set} />
      <Field label="贴在哪里" fault={saving.problem?.faultAt('label')}>
        {(id) => (
          <Input
            id={id}
            value={draft.label}
            maxLength={40}
            placeholder="3幢电梯厅"
            onChange={(event) => set({ label: event.target.value })}
          />
        )}
      </Field>
      <Field label="约什么" fault={saving.problem?.faultAt('packageId')}>
        {(id) => (
          <Select
            id={id}
            value={draft.packageId ?? ''}
            options={[{ value: '', label: '套餐由住户选' }, ...choicesOf(packages)]}
            onChange={(packageId) => set({ packageId: packageId === '' ? undefined : packageId })}
          />
        )}
      </Field>
      <ProblemLine problem={saving.problem} />
      <FormEnd verb="做这个码" fault={fault} busy={saving.busy} />
    </form>
  );
}

interface PartProps {
  readonly draft: CodeDraft;
  readonly fault: string | undefined;
  readonly set: (part: Partial<CodeDraft>) => void;
}

function Where({ draft, fault, set }: PartProps): ReactNode {
  const { community } = draft;
  return (
    <Field label="哪个小区" fault={fault}>
      {() =>
        community === undefined ? (
          <CommunityFinder
            label="按名字找小区"
            width="100%"
            onFind={({ id, name }) => set({ community: { id, name }, touchpointId: undefined })}
          />
        ) : (
          <p className="code-picked">
            {community.name}
            <Button size="small" type="text" onClick={() => set({ community: undefined, touchpointId: undefined })}>
              换一个
            </Button>
          </p>
        )
      }
    </Field>
  );
}

/** Of a community whoever serves it; otherwise whoever there is. */
function Whose({ draft, fault, set }: PartProps): ReactNode {
  const communityId = draft.community?.id;
  const people = useQuery({
    queryKey: ['touchpoints', 'for-codes', communityId],
    queryFn: ({ signal }) =>
      api.get<Page<TouchpointItem>>('/api/touchpoints', { query: { communityId, limit: 200 }, signal }),
    staleTime: 60_000,
  });
  const options = (people.data?.items ?? [])
    .filter(({ state }) => state === 'active')
    .map(({ touchpointId, name, roleName }) => ({ value: touchpointId as string, label: `${name} · ${roleName}` }));
  return (
    <Field
      label="算谁的（可不选）"
      hint={communityId === undefined ? '只选人不选小区，他服务的小区都能用这个码。' : '不选就是谁上门算谁的。'}
      fault={fault}
    >
      {(id) => (
        <Select
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={communityId === undefined ? '选一位触点' : '服务这个小区的触点'}
          notFoundContent={people.isPending ? '正在找…' : '没有触点服务这个小区'}
          value={draft.touchpointId ?? null}
          options={options}
          onChange={(touchpointId) => set({ touchpointId: touchpointId ?? undefined })}
        />
      )}
    </Field>
  );
}
