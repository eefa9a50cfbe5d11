import { Input, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CampaignDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { useWording } from '../../../parts/use-wording.ts';
import { WordedInput } from '../../../parts/worded-input.tsx';
import { campaignPath, CAMPAIGNS_KEY, CAMPAIGNS_PATH } from '../goods-paths.ts';
import { KINDS, localMinute, type GroupBuyKind } from '../group-buys/group-buy-words.ts';
import type { TargetKind } from '../group-buys/target-bar.tsx';
import { campaignBodyOf, campaignDraft, campaignFault, draftOf, type CampaignDraft } from './campaign-draft.ts';
import { ItemsField } from './items-field.tsx';
import { ReachField } from './reach-field.tsx';

interface CampaignFormProps {
  /** The draft that is planned anew. */
  readonly change?: CampaignDetail;
  /** The one after which another is planned. */
  readonly like?: CampaignDetail;
  readonly onDone: (id: string) => void;
  /** Where there is something to go back to. */
  readonly onClose?: () => void;
}

/** Plans a group buy for many communities; it opens nowhere until it is launched. */
export function CampaignForm({ change, like, onDone, onClose }: CampaignFormProps): ReactNode {
  const now = useNow();
  const [draft, setDraft] = useState(() => begun({ change, like, now }));
  const saving = useAct(
    (it: CampaignDraft, key) => {
      const asked = { body: campaignBodyOf(it), key };
      return change === undefined
        ? api.post<CampaignDetail>(CAMPAIGNS_PATH, asked)
        : api.put<CampaignDetail>(campaignPath(change.campaignId), { ...asked, ifMatch: change.revision });
    },
    { stale: [CAMPAIGNS_KEY], onDone: ({ campaignId }) => onDone(campaignId) },
  );
  const set = (part: Partial<CampaignDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const fault = campaignFault(draft);
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <What draft={draft} problem={saving.problem} set={set} />
      <Kind draft={draft} set={set} />
      <ReachField draft={draft} set={set} />
      <ItemsField draft={draft} set={set} />
      <When draft={draft} problem={saving.problem} set={set} />
      <Target draft={draft} problem={saving.problem} set={set} />
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="存成草稿，看看哪里能开"
        fault={fault}
        busy={saving.busy}
        {...(onClose === undefined ? {} : { onClose })}
      />
    </form>
  );
}

function begun({ change, like, now }: Pick<CampaignFormProps, 'change' | 'like'> & { now: number }): CampaignDraft {
  const opensAt = localMinute(new Date(now).toISOString());
  if (change !== undefined) return draftOf(change);
  return like === undefined ? campaignDraft(opensAt) : draftOf(like, { opensAt });
}

interface PartProps {
  readonly draft: CampaignDraft;
  readonly problem: ApiProblem | undefined;
  readonly set: (part: Partial<CampaignDraft>) => void;
}

function What({ draft, problem, set }: PartProps): ReactNode {
  const hitsIn = useWording({ title: draft.title, words: draft.words });
  return (
    <>
      <Field label="名字" fault={problem?.faultAt('title')}>
        {(id) => (
          <WordedInput
            id={id}
            value={draft.title}
            maxLength={30}
            placeholder="周末鲜果团"
            hits={hitsIn('title')}
            onChange={(title) => set({ title })}
          />
        )}
      </Field>
      <Field label="说明（可不填，邻居看得到）" fault={problem?.faultAt('words')}>
        {(id) => (
          <WordedInput
            id={id}
            value={draft.words}
            maxLength={200}
            rows={[1, 4]}
            hits={hitsIn('words')}
            onChange={(words) => set({ words })}
          />
        )}
      </Field>
    </>
  );
}

/** How people come together, and what makes the price fall. */
function Kind({ draft, set }: Omit<PartProps, 'problem'>): ReactNode {
  return (
    <>
      <Field label="玩法">
        {() => (
          <Segmented<GroupBuyKind>
            aria-label="玩法"
            block
            value={draft.kind}
            options={(Object.keys(KINDS) as GroupBuyKind[]).map((value) => ({ value, label: KINDS[value] }))}
            onChange={(kind) => set({ kind })}
          />
        )}
      </Field>
      {draft.kind === 'min_size' ? (
        <div className="form-row">
          <NumberField
            label="几人成团"
            precision={0}
            min={2}
            max={500}
            suffix="人"
            value={draft.teamSize}
            onChange={(teamSize) => set({ teamSize })}
          />
          <NumberField
            label="几小时内（不填就整个小区算一个团）"
            precision={0}
            min={1}
            max={72}
            suffix="小时"
            value={draft.teamHours}
            onChange={(teamHours) => set({ teamHours })}
          />
        </div>
      ) : null}
      {draft.kind === 'tiered' ? (
        <Field label="按什么降价">
          {(id) => (
            <Select
              id={id}
              value={draft.tierBy}
              options={[
                { value: 'units', label: '这样东西卖的份数' },
                { value: 'people', label: '参团的人数' },
              ]}
              onChange={(value) => set({ tierBy: value as CampaignDraft['tierBy'] })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

function When({ draft, problem, set }: PartProps): ReactNode {
  return (
    <div className="form-row">
      <Field label="开团" fault={problem?.faultAt('opensAt')}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            value={draft.opensAt}
            onChange={(event) => set({ opensAt: event.target.value })}
          />
        )}
      </Field>
      <Field label="截单（不填按各地规则）" fault={problem?.faultAt('cutOffAt')}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            min={draft.opensAt}
            value={draft.cutOffAt}
            onChange={(event) => set({ cutOffAt: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Target({ draft, problem, set }: PartProps): ReactNode {
  return (
    <div className="form-row">
      <Field label="一起的目标">
        {(id) => (
          <Select
            id={id}
            value={draft.targetKind ?? ''}
            options={[
              { value: '', label: '不定目标' },
              { value: 'orders', label: '订单数' },
              { value: 'people', label: '参团人数' },
              { value: 'fen', label: '销售额' },
            ]}
            onChange={(value) => set({ targetKind: value === '' ? undefined : (value as TargetKind) })}
          />
        )}
      </Field>
      {draft.targetKind === undefined ? null : (
        <NumberField
          label="目标是多少"
          precision={0}
          min={1}
          suffix={{ orders: '单', people: '人', fen: '元' }[draft.targetKind]}
          value={draft.target}
          fault={problem?.faultAt('target.amount')}
          onChange={(target) => set({ target })}
        />
      )}
    </div>
  );
}
