import { Button, Input, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { PlayAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { usePackages } from '../../parts/choices.ts';
import { ROLE_OPTIONS, roleName } from '../../parts/role-names.ts';
import { useWording } from '../../parts/use-wording.ts';
import { WordedInput } from '../../parts/worded-input.tsx';
import { EditField } from './edit-field.tsx';
import { changedFields, draftOf, editBody, shanghaiDate, type DraftField, type PlayDraft } from './play-draft.ts';
import { PATHS, PLAYS_KEY, type Play } from './play-paths.ts';

const MAX = { headline: 40, offerText: 200, script: 600 } as const;

/** Changes a proposal: what the system wrote stays in teal under what a person made of it; a reason goes with it. */
export function PlayEdit({ play, onDone }: { play: Play; onDone: () => void }): ReactNode {
  const reasonId = useId();
  const [draft, setDraft] = useState(() => draftOf(play));
  const [reason, setReason] = useState('');
  const saving = useAct(
    (body: ReturnType<typeof editBody>, key) =>
      api.patch<PlayAnswer>(PATHS.play(play.id), { body, key, ifMatch: play.revision }),
    { stale: [PLAYS_KEY], onDone },
  );
  const changed = changedFields(draftOf(play), draft);
  const set = (part: Partial<PlayDraft>): void => setDraft({ ...draft, ...part });
  const ready = changed.length > 0 && reason.trim() !== '' && draft.roles.length > 0 && draft.headline.trim() !== '';
  return (
    <form
      className="play-edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void saving.run(editBody(play, draft, reason));
      }}
    >
      <Fields play={play} draft={draft} set={set} faultAt={(path) => saving.problem?.faultAt(path)} />
      <div className="play-edit-reason">
        <label htmlFor={reasonId}>为什么改</label>
        <Input
          id={reasonId}
          value={reason}
          maxLength={200}
          placeholder="写一句，系统下次照着学"
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <ProblemLine problem={saving.problem} />
      <footer>
        <Button onClick={onDone}>不改了</Button>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
          {changed.length === 0 ? '还没改' : `存下这${changed.length}处修改`}
        </Button>
      </footer>
    </form>
  );
}

interface FieldsProps {
  readonly play: Play;
  readonly draft: PlayDraft;
  readonly set: (part: Partial<PlayDraft>) => void;
  readonly faultAt: (path: string) => string | undefined;
}

function Fields({ play, draft, set, faultAt }: FieldsProps): ReactNode {
  const now = useNow();
  const original = draftOf(play.original);
  const differs = new Set(changedFields(original, draft));
  const hitsIn = useWording({ headline: draft.headline, offerText: draft.offerText, script: draft.script });
  const field = (name: DraftField, label: string, before: string) => ({
    label,
    before: differs.has(name) ? before : undefined,
    fault: faultAt(name),
  });
  const text = (name: 'headline' | 'offerText' | 'script', label: string, rows: number): ReactNode => (
    <EditField {...field(name, label, original[name])}>
      {(id) => (
        <WordedInput
          id={id}
          value={draft[name]}
          maxLength={MAX[name]}
          rows={[rows, 12]}
          showCount
          hits={hitsIn(name)}
          onChange={(written) => set({ [name]: written })}
        />
      )}
    </EditField>
  );
  return (
    <>
      {text('headline', '标题', 1)}
      <EditField {...field('packageId', '套餐', play.original.packageName)}>
        {(id) => (
          <PackageSelect id={id} play={play} value={draft.packageId} onChange={(packageId) => set({ packageId })} />
        )}
      </EditField>
      {text('offerText', '优惠', 1)}
      {text('script', '话术', 4)}
      <EditField {...field('roles', '触点，先找前面的', original.roles.map(roleName).join(' → '))}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={[...draft.roles]}
            options={ROLE_OPTIONS}
            onChange={(roles: string[]) => set({ roles })}
          />
        )}
      </EditField>
      <EditField {...field('dueDate', '截止日', original.dueDate)}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={draft.dueDate}
            min={shanghaiDate(now)}
            onChange={(event) => set({ dueDate: event.target.value === '' ? draft.dueDate : event.target.value })}
          />
        )}
      </EditField>
    </>
  );
}

interface PackageSelectProps {
  readonly id: string;
  readonly play: Play;
  readonly value: string;
  readonly onChange: (packageId: string) => void;
}

function PackageSelect({ id, play, value, onChange }: PackageSelectProps): ReactNode {
  const options = usePackages()
    .filter((each) => each.active || each.id === value)
    .map((each) => ({ value: each.id as string, label: `${each.name} · ${yuan(each.priceFen)}${each.unit}` }));
  const known = options.some((option) => option.value === value);
  const all = known ? options : [{ value, label: play.packageName }, ...options];
  return <Select id={id} value={value} options={all} onChange={onChange} />;
}
