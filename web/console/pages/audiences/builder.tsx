import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { AudienceAnswer, Rule } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { useMay } from '../../../shared/session.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { AUDIENCES_KEY, AUDIENCES_PATH, audiencePath, STALE_WITH_AUDIENCES } from './audience-paths.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { faultsOf, rooted, sameRule, simplified, type Group } from './rule-edit.ts';
import { RuleSentence } from './rule-sentence.tsx';

interface BuilderProps {
  /** The audience to edit; a new one without it. */
  readonly id: string | undefined;
  /** What a new one starts with. */
  readonly start: Rule | undefined;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** 圈人群: a sentence on the left, whom it circles on the right. */
export function Builder({ id, start, onClose, onSaved }: BuilderProps): ReactNode {
  const mayEdit = useMay('audience.edit');
  const audience = useQuery({
    queryKey: [...AUDIENCES_KEY, 'edited', id],
    queryFn: ({ signal }) => api.get<AudienceAnswer>(audiencePath(id ?? ''), { signal }),
    enabled: id !== undefined,
    // What somebody is editing must not change under their hands.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  if (!mayEdit) {
    return (
      <PageFrame title="圈人群" question="要圈哪些小区">
        <Empty
          title="人群由总部统一圈"
          hint="你可以查看和使用已有的人群。"
          action={<Button onClick={onClose}>回到人群</Button>}
        />
      </PageFrame>
    );
  }
  if (id === undefined) return <Draft start={{ name: '', rule: start ?? { all: [] } }} {...{ onClose, onSaved }} />;
  return (
    <Await query={audience}>
      {(loaded) => (
        <Draft
          key={`${loaded.id}/${loaded.revision}`}
          start={loaded}
          saved={loaded}
          onReload={() => void audience.refetch()}
          {...{ onClose, onSaved }}
        />
      )}
    </Await>
  );
}

interface DraftProps {
  readonly start: { readonly name: string; readonly rule: Rule };
  readonly saved?: AudienceAnswer;
  readonly onReload?: () => void;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

function Draft({ start, saved, onReload, onClose, onSaved }: DraftProps): ReactNode {
  const nameId = useId();
  const [name, setName] = useState(start.name);
  const [root, setRoot] = useState<Group>(() => rooted(start.rule));
  const save = useSave(saved, (audience) => onSaved(audience.id));
  const faults = faultsOf(root);
  const unchanged = saved !== undefined && name.trim() === saved.name && sameRule(root, saved.rule);
  const submit = (revision?: number): void => void save.run({ name: name.trim(), rule: simplified(root), revision });
  return (
    <PageFrame
      title={saved === undefined ? '圈人群' : `改「${saved.name}」`}
      question="要圈哪些小区"
      actions={
        <>
          <Button onClick={onClose}>{unchanged ? '回到人群' : '不存了'}</Button>
          <Button
            type="primary"
            loading={save.busy}
            disabled={name.trim() === '' || faults.length > 0 || unchanged}
            onClick={() => submit()}
          >
            {saved === undefined ? '存成人群' : '存下修改'}
          </Button>
        </>
      }
    >
      <div className="builder">
        <section className="builder-rule" aria-label="规则">
          <div className="builder-name">
            <label htmlFor={nameId}>人群叫什么</label>
            <Input
              id={nameId}
              value={name}
              maxLength={60}
              placeholder="比如：老房漏水焕新"
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          {save.problem?.code === 'audience-changed-meanwhile' && saved !== undefined ? (
            <ChangedMeanwhile id={saved.id} onMine={submit} onTheirs={() => onReload?.()} />
          ) : (
            <ProblemLine problem={save.problem} />
          )}
          <RuleSentence root={root} onChange={setRoot} />
        </section>
        <PreviewPane rule={simplified(root)} faults={faults} />
      </div>
    </PageFrame>
  );
}

interface Saving {
  readonly name: string;
  readonly rule: Rule;
  /** The revision to write over, where it is not the one that was read. */
  readonly revision: number | undefined;
}

function useSave(saved: AudienceAnswer | undefined, onDone: (audience: AudienceAnswer) => void) {
  return useAct(
    ({ name, rule, revision }: Saving, key) => {
      const body = { name, rule };
      if (saved === undefined) return api.post<AudienceAnswer>(AUDIENCES_PATH, { body, key });
      return api.put<AudienceAnswer>(audiencePath(saved.id), { body, key, ifMatch: revision ?? saved.revision });
    },
    { stale: STALE_WITH_AUDIENCES, onDone },
  );
}
