import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ME_KEY } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { FormEnd } from '../../../parts/field.tsx';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { AccountActs } from './account-acts.tsx';
import { GrantsField } from './grants-field.tsx';
import { changeBodyOf, changeFault, staffDraftOf, type ChangeBody, type StaffDraft } from './staff-draft.ts';
import { STAFF_KEY, STAFF_PATH, type StaffAccount } from './staff-types.ts';
import { grantInWords, seenInWords, type StaffState } from './staff-words.ts';
import { TitleField } from './title-field.tsx';

interface OpenAccountProps {
  readonly account: StaffAccount;
  /** It went to the other tab. */
  readonly onMoved: (to: StaffState) => void;
}

/** One account: who it is, what it may do where, and how it comes in. */
export function OpenAccount({ account, onMoved }: OpenAccountProps): ReactNode {
  const [editing, setEditing] = useState(false);
  const stopEditing = (): void => setEditing(false);
  return (
    <Panel>
      <About account={account} />
      <PanelSection
        title={editing ? '改称呼和角色' : '角色与范围'}
        action={editing ? undefined : <Button onClick={() => setEditing(true)}>改称呼和角色</Button>}
      >
        {editing ? (
          <ChangeForm account={account} onClose={stopEditing} />
        ) : account.grants.length === 0 ? (
          <p className="panel-note">没有任何角色，登录了也什么都看不到。</p>
        ) : (
          <ul>
            {account.grants.map((grant) => (
              <li key={`${grant.role} ${grant.areaId ?? ''}`}>{grantInWords(grant)}</li>
            ))}
          </ul>
        )}
      </PanelSection>
      <AccountActs account={account} onMoved={onMoved} />
    </Panel>
  );
}

function About({ account }: { account: StaffAccount }): ReactNode {
  const now = useNow();
  const { login, title, createdAt, seenAt, closedAt } = account;
  return (
    <PanelSection
      title="资料"
      action={
        <StateWord tone={closedAt === null ? 'good' : 'neutral'}>{closedAt === null ? '在用' : '已停用'}</StateWord>
      }
    >
      <Facts
        facts={[
          ['账号', login],
          ['称呼', title === '' ? '还没写' : title],
          ['加入时间', dateTime(createdAt, now)],
          ['最近使用', seenAt === null ? seenInWords(account, now) : dateTime(seenAt, now)],
          ['停用时间', closedAt === null ? undefined : dateTime(closedAt, now)],
        ]}
      />
    </PanelSection>
  );
}

function ChangeForm({ account, onClose }: { account: StaffAccount; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState(() => staffDraftOf(account));
  const saving = useAct(
    (body: ChangeBody, key) => api.put(`${STAFF_PATH}/${account.userId}`, { body, key }),
    // One's own title and rights stand in the top bar and decide which pages there are.
    { stale: account.own ? [STAFF_KEY, ME_KEY] : [STAFF_KEY], onDone: onClose },
  );
  const fault = changeFault(draft);
  const { problem } = saving;
  const set = (part: Partial<StaffDraft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className="form-stack staff-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined && !saving.busy) void saving.run(changeBodyOf(draft));
      }}
    >
      <TitleField
        value={draft.title}
        fault={problem?.faultAt('title')}
        takesFocus
        onChange={(title) => set({ title })}
      />
      <GrantsField grants={draft.grants} problem={problem} onChange={(grants) => set({ grants })} />
      <p className="panel-note">存下后，他下一次操作就按新的来，不用重新登录。</p>
      <ProblemLine problem={problem} />
      <FormEnd verb="存下" fault={fault} busy={saving.busy} onClose={onClose} />
    </form>
  );
}
