import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { fit, pan, reveal, zoomAt, type Pixel, type Size, type View, type World } from './projection.ts';

/** A press that moves less than this is a click. */
const CLICK_PX = 4;
const KEY_PAN = 60;
const KEY_ZOOM = 1.4;

interface ControlOptions {
  readonly size: Size | undefined;
  /** What the map shows at first, and again when `fitKey` changes. */
  readonly fitPoints: readonly World[];
  readonly fitKey: string;
  /** Brought into sight when it changes. */
  readonly target: World | undefined;
  readonly onClick: (at: Pixel, view: View) => void;
}

export interface MapControl {
  readonly view: View | undefined;
  /** The scale at which everything fits. */
  readonly fitScale: number;
  readonly zoom: (factor: number) => void;
  readonly fitAll: () => void;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
}

/** Pans and zooms with pointer, wheel and keyboard. */
export function useMapControl(element: RefObject<HTMLElement | null>, options: ControlOptions): MapControl {
  const { size, fitPoints, fitKey, target, onClick } = options;
  const [moved, setMoved] = useState<{ key: string; view: View }>();
  const press = useRef<{ start: Pixel; last: Pixel; dragged: boolean } | undefined>(undefined);
  const fitted = size === undefined || fitPoints.length === 0 ? undefined : fit(fitPoints, size);
  // What a person did holds until something else is to be shown.
  const view = moved?.key === fitKey ? moved.view : fitted;
  const change = (make: (view: View, size: Size) => View): void => {
    if (view !== undefined && size !== undefined) setMoved({ key: fitKey, view: make(view, size) });
  };
  useWheel(element, (at, factor) => change((now, area) => zoomAt(now, area, at, factor)));
  useReveal(target, () => {
    if (target !== undefined) change((now, area) => reveal(now, area, target));
  });
  const zoom = (factor: number): void =>
    change((now, area) => zoomAt(now, area, { x: area.width / 2, y: area.height / 2 }, factor));
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const at = pixelOf(event);
      press.current = { start: at, last: at, dragged: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const pressed = press.current;
      if (pressed === undefined) return;
      const at = pixelOf(event);
      const dragged = pressed.dragged || Math.hypot(at.x - pressed.start.x, at.y - pressed.start.y) > CLICK_PX;
      press.current = { ...pressed, last: at, dragged };
      if (dragged) change((now) => pan(now, at.x - pressed.last.x, at.y - pressed.last.y));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const pressed = press.current;
      press.current = undefined;
      if (pressed !== undefined && !pressed.dragged && view !== undefined) onClick(pixelOf(event), view);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = KEY_STEPS[event.key];
      if (step !== undefined) change((now) => pan(now, step[0] * KEY_PAN, step[1] * KEY_PAN));
      else if (event.key === '+' || event.key === '=') zoom(KEY_ZOOM);
      else if (event.key === '-') zoom(1 / KEY_ZOOM);
      else if (event.key === '0') setMoved(undefined);
      else return;
      event.preventDefault();
    },
  };
  return { view, fitScale: fitted?.scale ?? 1, zoom, fitAll: () => setMoved(undefined), handlers };
}

const KEY_STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function pixelOf(event: { clientX: number; clientY: number; currentTarget: Element }): Pixel {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** React listens to the wheel passively; the page must not scroll while the map zooms. */
function useWheel(element: RefObject<HTMLElement | null>, onWheel: (at: Pixel, factor: number) => void): void {
  const turn = useEffectEvent(onWheel);
  useEffect(() => {
    const target = element.current;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      const box = (event.currentTarget as Element).getBoundingClientRect();
      turn({ x: event.clientX - box.left, y: event.clientY - box.top }, Math.exp(-event.deltaY * 0.0015));
    };
    target?.addEventListener('wheel', listen, { passive: false });
    return () => target?.removeEventListener('wheel', listen);
  }, [element]);
}

function useReveal(target: World | undefined, show: () => void): void {
  const reveals = useEffectEvent(show);
  const key = target === undefined ? '' : `${target.x},${target.y}`;
  useEffect(() => {
    if (key !== '') reveals();
  }, [key]);
}
