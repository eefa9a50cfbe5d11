import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ContractFile } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { Await } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, PanelSection, Steps } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { evidenceSteps, verdictOf } from './contract-words.ts';
import { CONTRACTS_PATH } from './deals-paths.ts';

/** The contract behind an order, verified again each time it is opened. */
export function ContractSection({ contractId }: { contractId: string }): ReactNode {
  const query = useQuery({
    queryKey: ['contracts', 'one', contractId],
    queryFn: ({ signal }) => api.get<ContractFile>(`${CONTRACTS_PATH}/${contractId}`, { signal }),
  });
  const verdict = query.data && verdictOf(query.data);
  return (
    <PanelSection
      title="合同"
      action={
        verdict === undefined ? null : (
          <StateWord tone={verdict.intact ? 'good' : 'bad'}>{verdict.intact ? '核验完好' : '核验不过'}</StateWord>
        )
      }
    >
      <Await query={query}>{(file) => <File file={file} />}</Await>
    </PanelSection>
  );
}

function File({ file }: { file: ContractFile }): ReactNode {
  const now = useNow();
  const [shown, setShown] = useState(false);
  const verdict = verdictOf(file);
  return (
    <>
      <p className={verdict.intact ? 'deal-verdict' : 'deal-verdict deal-verdict-broken'}>{verdict.text}</p>
      <Facts
        facts={[
          ['合同号', file.contractNumber],
          ['签署', file.signedAt === null ? file.stateName : dateTime(file.signedAt, now)],
          [
            '怎么签的',
            file.signedBy === null
              ? undefined
              : file.signedBy === 'session'
                ? '本人手机登录后签名'
                : '本人手机收验证码，在销售的设备上签名',
          ],
          [
            '文件',
            <span key="files" className="deal-files">
              <a href={file.documentUrl} target="_blank" rel="noreferrer">
                看合同
              </a>
              {file.certificateUrl === null ? null : (
                <a href={file.certificateUrl} target="_blank" rel="noreferrer">
                  看签署证明
                </a>
              )}
            </span>,
          ],
          ['摘要', <code key="sha">{file.documentSha256}</code>],
        ]}
      />
      <Button size="small" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? '收起签署记录' : `看签署记录（${file.evidence.length}条）`}
      </Button>
      {shown ? <Steps steps={evidenceSteps(file)} /> : null}
    </>
  );
}
