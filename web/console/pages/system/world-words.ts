import { count } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { World } from './system-types.ts';

/** Simulated minutes in a real one that the slider offers. */
export const SPEEDS: readonly number[] = [0, 1, 10, 30, 60, 120, 300];

export const speedAt = (step: number): number => SPEEDS[step] ?? 0;

/** The step of the slider nearest to a speed. */
export function stepOf(speed: number): number {
  let nearest = 0;
  for (const [step, each] of SPEEDS.entries()) {
    if (Math.abs(each - speed) < Math.abs(speedAt(nearest) - speed)) nearest = step;
  }
  return nearest;
}

/** `一分钟走一小时` and the like: what a speed means. */
export function speedWords(speed: number): string {
  if (speed === 0) return '城市停着';
  if (speed === 1) return '和现实一样快';
  const hours = speed / 60;
  return Number.isInteger(hours) ? `现实一分钟，城里走${count(hours)}小时` : `现实一分钟，城里走${count(speed)}分钟`;
}

interface Act {
  readonly name: string;
  /** `people` at the front, `system` what residents and integrations send in. */
  readonly wheel: 'people' | 'system';
}

const ACTS: Readonly<Record<string, Act>> = {
  post: { name: '群里发言', wheel: 'system' },
  order: { name: '门店成交', wheel: 'system' },
  visit: { name: '打开活动页', wheel: 'system' },
  lead: { name: '留下线索', wheel: 'system' },
  accept: { name: '触点接单', wheel: 'people' },
  decline: { name: '触点没接', wheel: 'people' },
  forward: { name: '触点转发', wheel: 'people' },
  complete: { name: '任务办完', wheel: 'people' },
  contacted: { name: '联系住户', wheel: 'people' },
  'visit-booked': { name: '约好上门', wheel: 'people' },
  quoted: { name: '报价', wheel: 'people' },
  won: { name: '签单', wheel: 'people' },
  lost: { name: '没成', wheel: 'people' },
  signal: { name: '一线信号', wheel: 'people' },
  'sign-in': { name: '触点登录', wheel: 'people' },
};

export interface ActLine extends Act {
  readonly act: string;
  readonly done: number;
}

/** What was done, in the order of the loop; acts that are new here come last under their own name. */
export function actLines(acts: World['acts']): ActLine[] {
  const order = Object.keys(ACTS);
  const place = (act: string): number => (order.includes(act) ? order.indexOf(act) : order.length);
  return Object.entries(acts)
    .map(([act, done]) => ({ act, done, ...(ACTS[act] ?? { name: act, wheel: 'system' as const }) }))
    .toSorted((a, b) => place(a.act) - place(b.act));
}

export function answerOfWorld(world: World): PageAnswer {
  const done = Object.values(world.acts).reduce((sum, each) => sum + each, 0);
  const why = world.running
    ? '居民、触点和收银都走公开的接口，和真人一样会被拒绝。'
    : '城市停着：没有新的讨论、订单和线索。';
  return { figure: count(done), unit: '件事发生了', why };
}
