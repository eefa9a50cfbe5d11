import type { ReactNode } from 'react';
import type { QuotationAnswer } from '#modules/commerce/contract';
import { dateTime, yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';

interface RevisionsProps {
  readonly quotations: readonly QuotationAnswer[];
  /** The one that is looked at. */
  readonly shown: string | undefined;
  readonly onLook: (quotationId: string) => void;
}

/** What was quoted before, the newest first. */
export function Revisions({ quotations, shown, onLook }: RevisionsProps): ReactNode {
  const others = quotations.filter(({ quotationId }) => quotationId !== shown);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions" className="section-title">
        {shown === undefined ? '报过的' : '其他几版'}
      </h2>
      <ul className="row-list">
        {others.map((each) => (
          <li key={each.quotationId}>
            <button type="button" className="row" onClick={() => onLook(each.quotationId)}>
              <span>
                第 {each.revision} 版 {yuan(each.totalFen)}
                <small>
                  {each.stateName} · {dateTime(each.sentAt ?? each.createdAt)}
                </small>
              </span>
              <Icon name="forward" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
