import type { ReactNode } from 'react';
import { navigate } from '../../shared/router.tsx';
import { Tabs } from './tabs.tsx';

const PAGES = [
  { value: '/visits', name: '上门' },
  { value: '/works', name: '施工' },
] as const;

/** The two halves of work at people's homes. */
export function FieldTabs({ at }: { at: (typeof PAGES)[number]['value'] }): ReactNode {
  return <Tabs label="看上门还是施工" value={at} tabs={PAGES} onChange={(to) => navigate(to, { replace: true })} />;
}
