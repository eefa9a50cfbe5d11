import type { ReactNode } from 'react';
import type { Stage, StageAnswer } from '#modules/insight/contract';
import { leaks } from './flywheel-words.ts';
import { arcPath, thickness, type LoopLayout, type PlacedStage } from './loop-layout.ts';
import type { Pulses } from './use-flywheel.ts';

interface LoopPictureProps {
  readonly layout: LoopLayout;
  readonly stages: ReadonlyMap<Stage, StageAnswer>;
  readonly pulses: Pulses;
  readonly openStage: string | undefined;
}

const TRACK = 22;
/** How far a leader keeps from its node. */
const NODE = 7;

/**
 * The two wheels. Each way is as thick as what came along it and open at its end by the share that got lost; the words
 * beside it say the same, so that the picture itself is silent to screen readers.
 */
export function LoopPicture({ layout, stages, pulses, openStage }: LoopPictureProps): ReactNode {
  const { width, height, radius, centres } = layout;
  const most = Math.max(0, ...[...stages.values()].map((stage) => stage.volume));
  return (
    <svg className="loop-picture" width={width} height={height} aria-hidden>
      <Tracks layout={layout} />
      {layout.stages.map((placed) => (
        <Leader key={placed.stage} placed={placed} leaking={isLeaking(stages.get(placed.stage))} />
      ))}
      {layout.stages.map((placed) => (
        <Way key={placed.stage} placed={placed} layout={layout} stage={stages.get(placed.stage)} most={most} />
      ))}
      <RingName
        x={centres.system.x - radius * 0.22}
        y={centres.system.y}
        ring="system"
        name="智慧系统"
        does="听 · 圈 · 想"
      />
      <RingName
        x={centres.people.x + radius * 0.22}
        y={centres.people.y}
        ring="people"
        name="社区触点"
        does="做 · 跟 · 成"
      />
      {layout.stages.map((placed) => (
        <Node
          key={placed.stage}
          placed={placed}
          wheel={stages.get(placed.stage)?.wheel ?? placed.ring}
          pulse={pulses[placed.stage] ?? 0}
          open={placed.stage === openStage}
        />
      ))}
    </svg>
  );
}

const isLeaking = (stage: StageAnswer | undefined): boolean => stage !== undefined && leaks(stage);

/** The rings themselves, interlocking as in the logo: orange over teal at the upper crossing, under it at the lower. */
function Tracks({ layout: { centres, radius } }: { layout: LoopLayout }): ReactNode {
  return (
    <g fill="none" strokeWidth={TRACK}>
      <circle cx={centres.people.x} cy={centres.people.y} r={radius} className="loop-track-people" />
      <circle cx={centres.system.x} cy={centres.system.y} r={radius} className="loop-track-system" />
      <path d={arcPath(centres.people, radius, 200, 268)} className="loop-track-people" />
    </g>
  );
}

interface WayProps {
  readonly placed: PlacedStage;
  readonly layout: LoopLayout;
  readonly stage: StageAnswer | undefined;
  readonly most: number;
}

function Way({ placed, layout, stage, most }: WayProps): ReactNode {
  if (stage === undefined) return null;
  const { ring, from, to } = placed;
  const centre = layout.centres[ring];
  const lost = Math.min(1, stage.leak?.share ?? 0);
  const end = from + (to - from) * (1 - lost);
  return (
    <g fill="none">
      <path
        d={arcPath(centre, layout.radius, from, end)}
        className={`loop-way-${ring}`}
        strokeWidth={thickness(stage.volume, most)}
      />
      {lost === 0 ? null : (
        <path
          d={arcPath(centre, layout.radius, end, to)}
          className={leaks(stage) ? 'loop-gap loop-gap-bad' : 'loop-gap'}
        />
      )}
    </g>
  );
}

/** From the node to its words. */
function Leader({ placed: { node, label }, leaking }: { placed: PlacedStage; leaking: boolean }): ReactNode {
  const length = Math.hypot(label.x - node.x, label.y - node.y) || 1;
  const away = { x: ((label.x - node.x) / length) * NODE, y: ((label.y - node.y) / length) * NODE };
  return (
    <line
      className={leaking ? 'loop-leader loop-leader-bad' : 'loop-leader'}
      x1={node.x + away.x}
      y1={node.y + away.y}
      x2={label.x}
      y2={label.y}
    />
  );
}

interface NodeProps {
  readonly placed: PlacedStage;
  readonly wheel: 'system' | 'people';
  readonly pulse: number;
  readonly open: boolean;
}

function Node({ placed: { node }, wheel, pulse, open }: NodeProps): ReactNode {
  return (
    <g className={`loop-node loop-node-${wheel}`} transform={`translate(${node.x} ${node.y})`}>
      {open ? <circle r={NODE + 5} className="loop-node-open" /> : null}
      {/* A new key is a new element, which plays its pulse once. */}
      {pulse === 0 ? null : <circle key={pulse} r={NODE} className="loop-pulse" />}
      <circle r={NODE} className="loop-dot" />
    </g>
  );
}

interface RingNameProps {
  readonly x: number;
  readonly y: number;
  readonly ring: 'system' | 'people';
  readonly name: string;
  readonly does: string;
}

function RingName({ x, y, ring, name, does }: RingNameProps): ReactNode {
  return (
    <g textAnchor="middle" className={`loop-name-${ring}`}>
      <text x={x} y={y - 2} className="loop-name">
        {name}
      </text>
      <text x={x} y={y + 18} className="loop-does">
        {does}
      </text>
    </g>
  );
}
