import type { ReactNode } from 'react';

/** Steps of the loop on their ring: [words, x, y, anchor]. */
const SYSTEM = [
  ['数据', 150, 30, 'middle'],
  ['预测', 28, 162, 'end'],
  ['方案', 150, 290, 'middle'],
] as const;
const PEOPLE = [
  ['任务', 290, 30, 'middle'],
  ['行动', 412, 162, 'start'],
  ['反馈', 290, 290, 'middle'],
] as const;

/** The two wheels and what each does, as on a blackboard. */
export function LoopDrawing(): ReactNode {
  return (
    <svg
      className="loop-drawing"
      viewBox="-14 0 468 316"
      role="img"
      aria-label="智慧系统与社区触点两个轮子相扣：数据、预测、方案，任务、行动、反馈"
    >
      <g fill="none" strokeWidth="20">
        <circle cx="290" cy="156" r="100" className="loop-people" />
        <circle cx="150" cy="156" r="100" className="loop-system" />
        <path d="M190.5 146A100 100 0 0 1 275 57.1" className="loop-people" />
      </g>
      <g className="loop-centre" textAnchor="middle">
        <text x="122" y="152">
          智慧
        </text>
        <text x="122" y="178">
          系统
        </text>
        <text x="318" y="152">
          社区
        </text>
        <text x="318" y="178">
          触点
        </text>
      </g>
      {SYSTEM.map(([words, x, y, anchor]) => (
        <text key={words} x={x} y={y} textAnchor={anchor} className="loop-step loop-step-system">
          {words}
        </text>
      ))}
      {PEOPLE.map(([words, x, y, anchor]) => (
        <text key={words} x={x} y={y} textAnchor={anchor} className="loop-step loop-step-people">
          {words}
        </text>
      ))}
    </svg>
  );
}
