import type { ReactNode } from 'react';
import { useMe } from '../../../shared/session.tsx';
import { StateWord } from '../../parts/state-word.tsx';

/** Beside one sum that is not real money. */
export const SandboxWord = (): ReactNode => <StateWord tone="warn">沙箱</StateWord>;

/** Beside sums over many payments: outside production all of them come from the sandbox. */
export function SandboxMark(): ReactNode {
  return useMe().mode === 'demo' ? <StateWord tone="warn">沙箱收款，不是真钱</StateWord> : null;
}
