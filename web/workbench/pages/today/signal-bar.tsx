import type { ReactNode } from 'react';
import { SIGNAL_KINDS } from '../../my/words.ts';
import { Link } from '../../../shared/router.tsx';

/** Two taps from here to the brain: what kind, then about what. */
export function SignalBar(): ReactNode {
  return (
    <nav className="signal-bar" aria-label="报一线信号">
      {SIGNAL_KINDS.map((kind) => (
        <Link key={kind.code} to={`/signal/${kind.code}`}>
          {kind.verb}
        </Link>
      ))}
    </nav>
  );
}
