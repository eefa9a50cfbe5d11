import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { pulledBy, READY_PX } from './pull.ts';

interface PullToRefreshProps {
  readonly onRefresh: () => Promise<unknown>;
  readonly children: ReactNode;
}

type Phase = 'still' | 'pulled' | 'ready' | 'busy';

const WORDS: Readonly<Record<Phase, string>> = {
  still: '',
  pulled: '下拉刷新',
  ready: '松手刷新',
  busy: '正在刷新…',
};

/** From the top of the page, a pull of the finger fetches anew. Whether that worked, the page says (AsOf). */
export function PullToRefresh({ onRefresh, children }: PullToRefreshProps): ReactNode {
  const [phase, setPhase] = useState<Phase>('still');
  const [height, setHeight] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const rest = (): void => {
    setPhase('still');
    setHeight(0);
  };
  const refresh = useEffectEvent(async () => {
    setPhase('busy');
    setHeight(READY_PX);
    await onRefresh().catch(() => undefined);
    rest();
  });
  const move = useEffectEvent((finger: number): boolean => {
    const pulled = phase === 'busy' ? 0 : pulledBy(finger);
    if (pulled === 0) return false;
    setPhase(pulled >= READY_PX ? 'ready' : 'pulled');
    setHeight(pulled);
    return true;
  });
  const release = useEffectEvent(() => {
    if (phase === 'ready') void refresh();
    else if (phase === 'pulled') rest();
  });
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let from: number | undefined;
    const onStart = ({ touches }: TouchEvent): void => {
      from = touches.length === 1 && window.scrollY <= 0 ? touches[0]?.clientY : undefined;
    };
    const onMove = (event: TouchEvent): void => {
      const at = event.touches[0]?.clientY;
      if (from === undefined || at === undefined || window.scrollY > 0) return;
      // React listens passively, and the page would scroll along.
      if (move(at - from) && event.cancelable) event.preventDefault();
    };
    const onEnd = (): void => release();
    element.addEventListener('touchstart', onStart, { passive: true });
    element.addEventListener('touchmove', onMove, { passive: false });
    element.addEventListener('touchend', onEnd);
    element.addEventListener('touchcancel', onEnd);
    return () => {
      element.removeEventListener('touchstart', onStart);
      element.removeEventListener('touchmove', onMove);
      element.removeEventListener('touchend', onEnd);
      element.removeEventListener('touchcancel', onEnd);
    };
  }, []);
  return (
    <div ref={place}>
      <div className={`pull pull-${phase}`} style={{ height }} role="status">
        {WORDS[phase]}
      </div>
      {children}
    </div>
  );
}
