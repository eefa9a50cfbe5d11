import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import type { AreaKind } from '../../../parts/area-kinds.ts';
import { Field } from '../../../parts/field.tsx';
import { useItems } from '../use-items.ts';
import { MOST_GRANTS, withGrant, withRole, type GrantDraft } from './staff-draft.ts';
import { ROLES_PATH, type StaffRole } from './staff-types.ts';

const KINDS: readonly AreaKind[] = ['all', 'city', 'store', 'community'];

interface GrantsFieldProps {
  readonly grants: readonly GrantDraft[];
  readonly problem: ApiProblem | undefined;
  readonly onChange: (grants: readonly GrantDraft[]) => void;
}

/** What somebody may do, and where: one role in one area on each line. */
export function GrantsField({ grants, problem, onChange }: GrantsFieldProps): ReactNode {
  const roles = useItems<StaffRole>(ROLES_PATH);
  const replace = (at: number, grant: GrantDraft): void =>
    onChange(grants.map((each, index) => (index === at ? grant : each)));
  return (
    <fieldset className="grants">
      <legend>角色与范围</legend>
      {grants.map((grant, at) => (
        <GrantLine
          key={grant.line}
          grant={grant}
          number={at + 1}
          roles={roles.rows ?? []}
          roleFault={problem?.faultAt(`grants.${at}.role`) ?? roles.problem?.message}
          areaFault={problem?.faultAt(`grants.${at}.areaId`)}
          onChange={(changed) => replace(at, changed)}
          {...(grants.length === 1 ? {} : { onRemove: () => onChange(grants.filter((each) => each !== grant)) })}
        />
      ))}
      {grants.length >= MOST_GRANTS ? null : (
        <Button
          type="dashed"
          size="small"
          icon={<Icon name="add" size={14} />}
          onClick={() => onChange(withGrant(grants))}
        >
          再加一个角色
        </Button>
      )}
    </fieldset>
  );
}

interface GrantLineProps {
  readonly grant: GrantDraft;
  readonly number: number;
  readonly roles: readonly StaffRole[];
  readonly roleFault: string | undefined;
  readonly areaFault: string | undefined;
  readonly onChange: (grant: GrantDraft) => void;
  readonly onRemove?: () => void;
}

function GrantLine({ grant, number, roles, onChange, onRemove, ...faults }: GrantLineProps): ReactNode {
  return (
    <div className="grant" role="group" aria-label={`第 ${number} 个角色`}>
      <Field label="角色" fault={faults.roleFault}>
        {(id) => (
          <Select
            id={id}
            placeholder="选一个角色"
            value={grant.role ?? null}
            options={roles.map(({ role, name }) => ({ value: role, label: name }))}
            onChange={(role) => {
              if (role !== null) onChange(withRole(grant, role));
            }}
          />
        )}
      </Field>
      <AreaField
        label="管哪一片"
        kinds={KINDS}
        value={grant}
        name={grant.areaName}
        fault={faults.areaFault}
        onChange={(area) => onChange({ ...grant, ...area })}
      />
      {onRemove === undefined ? null : (
        <Button
          type="text"
          size="small"
          className="grant-remove"
          aria-label={`去掉第 ${number} 个角色`}
          icon={<Icon name="close" size={14} />}
          onClick={onRemove}
        />
      )}
    </div>
  );
}
