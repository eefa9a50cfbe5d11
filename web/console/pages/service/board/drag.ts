import type { Span } from '#kernel/span';
import { timeOfDay } from '../../../../shared/format.ts';
import { draggedTo } from './board-layout.ts';

/** Over whom a visit is held, and when it would begin. */
export interface Aim {
  readonly visitId: string;
  readonly touchpointId: string | undefined;
  readonly startsAt: number;
}

export interface DragHooks {
  readonly window: Span;
  /** The hand holds a visit over another moment now. */
  readonly onMoment: (aim: Aim) => void;
  readonly onDrop: (aim: Aim & { readonly touchpointId: string }) => void;
  /** Let go, wherever it was. */
  readonly onEnd: () => void;
}

/** A hand that moves less than that has clicked. */
const CLICK_PX = 4;
const EDGE_PX = 56;
const SCROLL_PX = 14;

/**
 * Follows a pointer that took a visit. All that moves does so beside React, by class and transform, once a frame: however
 * many people and visits a board has, a move paints one ghost and two rows.
 */
class Drag {
  readonly #hooks: DragHooks;
  readonly #wall: HTMLElement;
  readonly #block: HTMLElement;
  readonly #visitId: string;
  readonly #startsAt: number;
  readonly #perPixel: number;
  readonly #from: { readonly x: number; readonly y: number; readonly scroll: number };
  readonly #listening = new AbortController();
  #x: number;
  #y: number;
  #ghost: HTMLElement | undefined;
  #over: HTMLElement | undefined;
  #moment: number;
  #frame = 0;

  constructor(event: PointerEvent, block: HTMLElement, wall: HTMLElement, hooks: DragHooks) {
    this.#hooks = hooks;
    this.#wall = wall;
    this.#block = block;
    this.#visitId = block.dataset['visit'] ?? '';
    this.#startsAt = Number(block.dataset['starts']);
    this.#moment = this.#startsAt;
    const width = wall.querySelector('[data-track]')?.getBoundingClientRect().width ?? 1;
    this.#perPixel = (hooks.window.to - hooks.window.from) / width;
    this.#from = { x: event.clientX, y: event.clientY, scroll: wall.scrollLeft };
    this.#x = event.clientX;
    this.#y = event.clientY;
    const { signal } = this.#listening;
    window.addEventListener('pointermove', (moved) => this.#move(moved), { signal });
    window.addEventListener('pointerup', () => this.#end(true), { signal });
    window.addEventListener('pointercancel', () => this.#end(false), { signal });
    window.addEventListener('keydown', (pressed) => this.#key(pressed), { signal, capture: true });
  }

  #move(moved: PointerEvent): void {
    this.#x = moved.clientX;
    this.#y = moved.clientY;
    if (this.#ghost === undefined) {
      if (Math.hypot(this.#x - this.#from.x, this.#y - this.#from.y) < CLICK_PX) return;
      this.#ghost = ghostOf(this.#block);
      this.#wall.classList.add('day-wall-dragging');
      this.#block.classList.add('day-visit-taken');
      this.#hooks.onMoment({ visitId: this.#visitId, touchpointId: undefined, startsAt: this.#startsAt });
    }
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    const { x, y, scroll } = this.#from;
    const row = document.elementFromPoint(this.#x, this.#y)?.closest<HTMLElement>('[data-person]') ?? undefined;
    if (row !== this.#over) {
      this.#over?.classList.remove('day-row-over');
      row?.classList.add('day-row-over');
      this.#over = row;
    }
    const by = (this.#x - x + this.#wall.scrollLeft - scroll) * this.#perPixel;
    const moment = draggedTo(this.#startsAt, by);
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.#hooks.onMoment({ visitId: this.#visitId, touchpointId: row?.dataset['person'], startsAt: moment });
    }
    if (this.#ghost === undefined) return;
    this.#ghost.style.transform = `translate(${this.#x - x}px, ${this.#y - y}px)`;
    this.#ghost.dataset['time'] = timeOfDay(moment);
    if (scrollAtEdge(this.#wall, this.#x, this.#y)) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #key(pressed: KeyboardEvent): void {
    if (pressed.key !== 'Escape') return;
    pressed.stopPropagation();
    this.#end(false);
  }

  #end(isDropped: boolean): void {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    if (this.#ghost === undefined) return;
    // The hand may have gone on since the last frame.
    this.#paint();
    cancelAnimationFrame(this.#frame);
    this.#ghost.remove();
    this.#over?.classList.remove('day-row-over');
    this.#wall.classList.remove('day-wall-dragging');
    this.#block.classList.remove('day-visit-taken');
    swallowNextClick();
    const touchpointId = this.#over?.dataset['person'];
    if (isDropped && touchpointId !== undefined) {
      this.#hooks.onDrop({ visitId: this.#visitId, touchpointId, startsAt: this.#moment });
    }
    this.#hooks.onEnd();
  }
}

export const startDrag = (event: PointerEvent, block: HTMLElement, wall: HTMLElement, hooks: DragHooks): void =>
  void new Drag(event, block, wall, hooks);

/** The click that follows a drag opens nothing. */
function swallowNextClick(): void {
  const done = new AbortController();
  const swallow = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, signal: done.signal });
  setTimeout(() => done.abort(), 0);
}

/** A copy of the block that follows the hand, above everything. */
function ghostOf(block: HTMLElement): HTMLElement {
  const box = block.getBoundingClientRect();
  const ghost = block.cloneNode(true) as HTMLElement;
  ghost.removeAttribute('id');
  ghost.className = `${block.className} day-ghost`;
  Object.assign(ghost.style, {
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  });
  ghost.setAttribute('aria-hidden', 'true');
  document.body.append(ghost);
  return ghost;
}

/** Goes on scrolling while the hand is at an edge; answers whether it did. */
function scrollAtEdge(wall: HTMLElement, x: number, y: number): boolean {
  const box = wall.getBoundingClientRect();
  const bottom = Math.min(box.bottom, window.innerHeight);
  const dx = x > box.right - EDGE_PX ? SCROLL_PX : x < box.left + EDGE_PX ? -SCROLL_PX : 0;
  const dy = y > bottom - EDGE_PX ? SCROLL_PX : y < Math.max(0, box.top) + EDGE_PX ? -SCROLL_PX : 0;
  const before = [wall.scrollLeft, wall.scrollTop];
  wall.scrollBy(dx, dy);
  return wall.scrollLeft !== before[0] || wall.scrollTop !== before[1];
}

/** Whether somebody could go, and at what cost or why not; over their name while a visit is held. */
export interface Fit {
  readonly touchpointId: string;
  readonly can: boolean;
  readonly says: string;
}

/** Marks rows while a visit is held. Those of whom nothing is known serve another area. */
export function paintFits(wall: HTMLElement, fits: readonly Fit[] | undefined): void {
  const byId = new Map(fits?.map((fit) => [fit.touchpointId, fit]));
  for (const row of wall.querySelectorAll<HTMLElement>('[data-person]')) {
    const fit = byId.get(row.dataset['person'] ?? '');
    if (fits === undefined) delete row.dataset['fit'];
    else row.dataset['fit'] = fit?.can === true ? 'can' : 'cannot';
    const says = row.querySelector<HTMLElement>('.day-row-fit');
    if (says !== null) says.textContent = fits === undefined ? '' : (fit?.says ?? '门店不服务这里');
  }
}
