import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { VIEWS, type MemberView } from './member-words.ts';

export interface ViewProps {
  readonly onShow: (view: MemberView) => void;
}

/** The parts of the page, above the list of each. */
export const Views = ({ view, onShow }: ViewProps & { readonly view: MemberView }): ReactNode => (
  <Segmented<MemberView>
    className="member-views"
    aria-label="看什么"
    value={view}
    options={(Object.keys(VIEWS) as MemberView[]).map((value) => ({ value, label: VIEWS[value] }))}
    onChange={onShow}
  />
);
