import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

interface Modal {
  readonly whole: Element | null;
}

/** What lies over the app now, the topmost last. */
const stack: Modal[] = [];

/**
 * For what lies over the whole app while it is mounted: takes the focus, keeps it there, closes on Escape and gives the
 * focus back. What is below can neither be reached nor scrolled, be it the app or another modal.
 */
export function useModal(onClose: () => void): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const before = document.activeElement;
    const below = stack.at(-1)?.whole ?? document.getElementById('root');
    const self: Modal = { whole: outermost(body.current) };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && stack.at(-1) === self) close();
    };
    stack.push(self);
    below?.setAttribute('inert', '');
    document.body.style.overflow = 'hidden';
    document.addEventListener('keydown', onKey);
    body.current?.focus({ preventScroll: true });
    return () => {
      stack.splice(stack.indexOf(self), 1);
      below?.removeAttribute('inert');
      if (stack.length === 0) document.body.style.overflow = '';
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return body;
}

/** A modal hangs on the body of the document, with its veil around it. */
const outermost = (element: Element | null): Element | null =>
  element === null || element.parentElement === document.body ? element : outermost(element.parentElement);
