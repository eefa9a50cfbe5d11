import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/**
 * For what lies over the whole app while it is mounted: takes the focus, keeps it there, closes on Escape and gives the
 * focus back.
 */
export function useModal(onClose: () => void): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const before = document.activeElement;
    const app = document.getElementById('root');
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    app?.setAttribute('inert', '');
    document.addEventListener('keydown', onKey);
    body.current?.focus({ preventScroll: true });
    return () => {
      app?.removeAttribute('inert');
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return body;
}
