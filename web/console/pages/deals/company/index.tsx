import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OwnCompanyAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { asProblem } from '../../../../shared/problem.ts';
import { useMe } from '../../../../shared/session.tsx';
import { Loading, ProblemView } from '../../../../shared/states.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { CompanyForm } from './company-form.tsx';
import { COMPANY_KEY, COMPANY_PATH } from './company-words.ts';

/** 合同上的乙方是谁？ */
export default function CompanyPage(): ReactNode {
  const mayEdit = useMe().grants.some((grant) => grant.areaKind === 'all');
  const result = useQuery({
    queryKey: COMPANY_KEY,
    queryFn: ({ signal }) => api.get<OwnCompanyAnswer>(COMPANY_PATH, { signal }),
  });
  const company = result.data?.company;
  return (
    <PageFrame title="签约公司" question="合同上的乙方是谁？" tabs={<AreaTabs area="deals" />}>
      {result.isError ? (
        <ProblemView problem={asProblem(result.error)} onRetry={() => void result.refetch()} />
      ) : company === undefined ? (
        <Loading label="正在看合同上写的是谁" />
      ) : (
        <>
          <p className="panel-note">
            {company === null
              ? '还没有填。正式环境里没有签约公司，合同就出不了。'
              : '新出的合同照这一份写，经办门店另写一行。已经出的合同不变。'}
            {mayEdit ? '' : '全公司用同一份，由总部修改。'}
          </p>
          <CompanyForm
            key={company?.revision ?? 0}
            company={company}
            mayEdit={mayEdit}
            onReload={() => void result.refetch()}
          />
        </>
      )}
    </PageFrame>
  );
}
