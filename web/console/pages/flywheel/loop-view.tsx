import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import type { Stage, StageAnswer } from '#modules/insight/contract';
import { Ring } from '../../../shared/logo.tsx';
import { count } from '../../../shared/format.ts';
import { duration, leaks, leakWords, stageChange } from './flywheel-words.ts';
import { LABEL_HEIGHT, layoutLoop, LEAST, type PlacedStage } from './loop-layout.ts';
import { LoopPicture } from './loop-picture.tsx';
import type { Pulses } from './use-flywheel.ts';

interface LoopViewProps {
  readonly stages: readonly StageAnswer[];
  readonly pulses: Pulses;
  readonly openStage: string | undefined;
  readonly onOpen: (stage: Stage) => void;
  /** Shown where there is no room for the picture. */
  readonly instead: ReactNode;
}

/** The loop as a picture; its words are buttons, in the order of the loop. */
export function LoopView({ stages, pulses, openStage, onOpen, instead }: LoopViewProps): ReactNode {
  const [box, size] = useSize();
  const byStage = useMemo(() => new Map(stages.map((stage) => [stage.stage, stage])), [stages]);
  const layout = useMemo(() => (size === undefined ? undefined : layoutLoop(size.width, size.height)), [size]);
  const cramped = size !== undefined && size.width < LEAST.width;
  return (
    <>
      <div
        ref={box}
        className={cramped ? 'loop-view loop-view-cramped' : 'loop-view'}
        role="group"
        aria-label="飞轮各环节"
      >
        {layout === undefined || cramped ? null : (
          <>
            <LoopPicture layout={layout} stages={byStage} pulses={pulses} openStage={openStage} />
            {layout.stages.map((placed) => {
              const stage = byStage.get(placed.stage);
              return stage === undefined ? null : (
                <StageWords
                  key={placed.stage}
                  placed={placed}
                  stage={stage}
                  width={layout.labelWidth}
                  open={placed.stage === openStage}
                  onOpen={() => onOpen(placed.stage)}
                />
              );
            })}
          </>
        )}
      </div>
      {cramped ? instead : null}
    </>
  );
}

interface StageWordsProps {
  readonly placed: PlacedStage;
  readonly stage: StageAnswer;
  readonly width: number;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function StageWords({ placed, stage, width, open, onOpen }: StageWordsProps): ReactNode {
  const leaking = leaks(stage);
  const moved = stageChange(stage);
  const late = [
    stage.delay === null ? undefined : `中位 ${duration(stage.delay.medianMinutes)}`,
    leaking ? undefined : leakWords(stage),
  ].filter((part) => part !== undefined);
  return (
    <button
      type="button"
      className={`stage-words stage-words-${placed.label.side}${leaking ? ' stage-words-bad' : ''}`}
      style={placeOf(placed, width)}
      aria-pressed={open}
      onClick={onOpen}
    >
      <span className="stage-words-name">
        <Ring by={stage.wheel} size={10} />
        {stage.name}
        {leaking ? <em>{leakWords(stage)}</em> : null}
      </span>
      <span className="stage-words-figure">
        <strong>{count(stage.volume)}</strong>
        {stage.unit}
        {stage.volume === 0 && stage.previousVolume === 0 ? null : (
          <small>
            <span className="visually-hidden">，比上期</span>
            {moved.text}
          </small>
        )}
      </span>
      <span className="stage-words-late">{late.join(' · ')}</span>
    </button>
  );
}

function placeOf({ label }: PlacedStage, width: number): CSSProperties {
  const across = { left: -width, right: 0, above: -width / 2, below: -width / 2 }[label.side];
  const down = { left: -LABEL_HEIGHT / 2, right: -LABEL_HEIGHT / 2, above: -LABEL_HEIGHT, below: 0 }[label.side];
  return { left: label.x + across, top: label.y + down, width, height: LABEL_HEIGHT };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element, as it is laid out. */
function useSize(): [React.RefObject<HTMLDivElement | null>, Size | undefined] {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const measure = (): void => {
      const next = { width: box.clientWidth, height: box.clientHeight };
      setSize((before) => (before?.width === next.width && before.height === next.height ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
