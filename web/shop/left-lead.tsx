import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import type { Offer } from './offer.ts';
import type { SavedLead } from './visitor.ts';

/** After the form: what happens next and who calls. Also what a returning visitor sees. */
export function LeftLead({ lead, offer }: { lead: SavedLead; offer: Offer }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (lead.justNow !== true) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'center' });
  }, [lead.justNow]);
  const caller =
    offer.touchpoint === null ? '门店顾问' : `${offer.touchpoint.roleName} ${offer.touchpoint.maskedName} 或门店顾问`;
  return (
    <section className="offer-card offer-left" id="join">
      <span className="offer-done">
        <Icon name="sent" size={28} />
      </span>
      <h2 ref={heading} tabIndex={-1}>
        {lead.justNow === true && lead.alreadyLeft !== true ? '预约好了' : '你已经预约过了'}
      </h2>
      <p>{lead.message}</p>
      {lead.leadNumber === '' ? null : (
        <p className="offer-number">
          预约号 <strong>{lead.leadNumber}</strong>
        </p>
      )}
      <ol>
        <li>{caller}会打你留的电话，先问清楚情况，不收任何费用。</li>
        <li>你定时间，师傅上门看。看完给报价，做不做你说了算。</li>
        <li>改主意了？接电话时说一声，或者在「我的预约」里取消。</li>
      </ol>
      <a className="offer-mine" href="/my">
        看我的预约
      </a>
    </section>
  );
}
