import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CompanyAnswer, CompanyBody } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { bodyOf, COMPANY_KEY, COMPANY_PATH, companyFault, draftOf, type CompanyDraft } from './company-words.ts';

const FIELDS: readonly (readonly [keyof CompanyDraft, string, number, string?])[] = [
  ['legalName', '公司全称', 80, '和营业执照上一样，一个字都不能差。'],
  ['creditCode', '统一社会信用代码', 18, '没有就空着，合同上不写这一行。'],
  ['address', '地址', 120],
  ['phone', '电话', 30, '写在合同上，客户会打。'],
];

interface CompanyFormProps {
  /** Null until somebody set it. */
  readonly company: CompanyAnswer | null;
  readonly mayEdit: boolean;
  readonly onReload: () => void;
}

/** Who customers sign with. Where a colleague was faster, it says so and shows theirs when asked. */
export function CompanyForm({ company, mayEdit, onReload }: CompanyFormProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(company));
  const saving = useAct(
    (body: CompanyBody, key) =>
      api.put<CompanyAnswer>(COMPANY_PATH, { body, key, ...(company === null ? {} : { ifMatch: company.revision }) }),
    { stale: [COMPANY_KEY] },
  );
  const fault = companyFault(draft);
  const changed = JSON.stringify(draftOf(company)) !== JSON.stringify(draft);
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(bodyOf(draft));
      }}
    >
      <fieldset disabled={!mayEdit}>
        {FIELDS.map(([name, label, maxLength, hint]) => (
          <Field
            key={name}
            label={label}
            fault={saving.problem?.faultAt(name)}
            {...(hint === undefined ? {} : { hint })}
          >
            {(id) => (
              <Input
                id={id}
                value={draft[name]}
                maxLength={maxLength}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <ProblemLine problem={saving.problem} />
      {saving.problem?.code === 'company-changed-meanwhile' ? (
        <Button onClick={onReload}>看同事存的那一版</Button>
      ) : null}
      {mayEdit ? <FormEnd verb="存下，新合同照这个写" fault={fault} busy={saving.busy} disabled={!changed} /> : null}
    </form>
  );
}
