import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import type { MilestoneAfter } from '../../my/works-steps.ts';

/** How far a milestone is, as the server says or as this phone has made it. */
export function StateWord({ of: { item, submitting, pictures } }: { of: MilestoneAfter }): ReactNode {
  if (submitting !== undefined) return <span className="works-state works-state-waiting">提交等着发送</span>;
  const words = item.state === 'pending' && pictures.length > 0 ? `拍了 ${pictures.length} 张` : item.stateName;
  return (
    <span className={`works-state works-state-${item.state}`}>
      {item.state === 'confirmed' ? <Icon name="sent" size={18} /> : null}
      {item.state === 'rejected' ? <Icon name="alert" size={18} /> : null}
      {words}
    </span>
  );
}
