import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { count } from '../../../../shared/format.ts';
import { useThemeMode } from '../../../shell/theme-mode.ts';
import { bubbleAt, drawMap, type MapColours, type Scene } from './draw-map.ts';
import { cellsOf } from './hex.ts';
import type { MapPoint, StorePoint } from './map-points.ts';
import { metres, toPixel, type Size } from './projection.ts';
import { pixelOf, useMapControl } from './use-map-control.ts';
import './map-view.css';

interface MapViewProps {
  readonly points: readonly MapPoint[];
  readonly stores: readonly StorePoint[];
  /** The city to look at; the first that there is without one. */
  readonly cityId: string | undefined;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  /** What the colours say: `近30天漏水讨论`. */
  readonly measure: string;
  /** Shown on the map's upper edge. */
  readonly children?: ReactNode;
}

/** Side of a hexagon on the ground. */
const CELL_M = 1_100;

/** Our own map: where communities are there is city, each a bubble. The table beside it holds the same. */
export function MapView({ points, stores, cityId, openId, onOpen, measure, children }: MapViewProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [hoverId, setHoverId] = useState<string>();
  const shown = useMemo(
    () => points.filter((point) => cityId === undefined || point.cityId === cityId),
    [points, cityId],
  );
  const ground = useMemo(() => groundOf(points), [points]);
  const open = points.find((point) => point.id === openId);
  const control = useMapControl(box, {
    size,
    fitPoints: shown,
    fitKey: `${cityId ?? ''}/${shown.length > 0}`,
    target: open,
    onClick: (at, view) => {
      const hit = size === undefined ? undefined : bubbleAt(points, view, size, control.fitScale, at);
      if (hit !== undefined) onOpen(hit.id);
    },
  });
  const { view, fitScale } = control;
  const scene: Scene = { points, stores, ...ground, fitScale, openId, hoverId };
  const hovered = points.find((point) => point.id === hoverId);
  return (
    <div className="map-view">
      <div
        ref={box}
        className={hoverId === undefined ? 'map-area' : 'map-area map-area-hit'}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows pan it, plus and minus zoom
        tabIndex={0}
        aria-label={`小区地图，颜色是${measure}。方向键移动，加减键缩放，0 看全。表格里是同样的内容。`}
        {...control.handlers}
        onPointerMove={(event) => {
          control.handlers.onPointerMove(event);
          if (view === undefined || size === undefined || event.buttons !== 0) return;
          setHoverId(bubbleAt(points, view, size, fitScale, pixelOf(event))?.id);
        }}
        onPointerLeave={() => setHoverId(undefined)}
      >
        <MapCanvas view={view} size={size} scene={scene} />
      </div>
      <div className="map-top">{children}</div>
      <div className="map-zoom">
        <Button size="small" aria-label="放大" onClick={() => control.zoom(1.5)}>
          +
        </Button>
        <Button size="small" aria-label="缩小" onClick={() => control.zoom(1 / 1.5)}>
          −
        </Button>
        <Button size="small" onClick={control.fitAll}>
          看全
        </Button>
      </div>
      <Legend measure={measure} />
      {hovered === undefined || view === undefined || size === undefined ? null : (
        <Hover point={hovered} at={toPixel(view, size, hovered)} size={size} measure={measure} />
      )}
    </div>
  );
}

function groundOf(points: readonly MapPoint[]): Pick<Scene, 'cells' | 'cellSize'> {
  const [first] = points;
  const cellSize = first === undefined ? 1 : metres(CELL_M, first);
  return {
    cellSize,
    cells: cellsOf(
      points.map((point) => ({ ...point, weight: point.households ?? 300 })),
      cellSize,
    ),
  };
}

interface MapCanvasProps {
  readonly view: ReturnType<typeof useMapControl>['view'];
  readonly size: Size | undefined;
  readonly scene: Scene;
}

function MapCanvas({ view, size, scene }: MapCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { mode } = useThemeMode();
  const colours = useMemo(() => ({ mode, ...readColours() }), [mode]);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen == null || view === undefined || size === undefined || canvas.current === null) return;
    const density = window.devicePixelRatio;
    canvas.current.width = Math.round(size.width * density);
    canvas.current.height = Math.round(size.height * density);
    pen.setTransform(density, 0, 0, density, 0, 0);
    drawMap(pen, view, size, scene, colours, getComputedStyle(canvas.current).fontFamily);
  });
  return <canvas ref={canvas} aria-hidden style={{ width: size?.width, height: size?.height }} />;
}

function readColours(): MapColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: token('paper'),
    ground: token('ground'),
    line: token('line'),
    lineStrong: token('line-strong'),
    ink: token('ink'),
    ink2: token('ink-2'),
    system: token('system'),
    systemStrong: token('system-strong'),
    systemLine: token('system-line'),
    systemWash: token('system-wash'),
  };
}

function Legend({ measure }: { measure: string }): ReactNode {
  return (
    <p className="map-legend" aria-hidden>
      <span>
        <i className="map-legend-ramp" />
        {measure}，越深越多
      </span>
      <span>
        <i className="map-legend-size" />
        越大户数越多
      </span>
      <span>
        <i className="map-legend-store" />
        门店
      </span>
    </p>
  );
}

interface HoverProps {
  readonly point: MapPoint;
  readonly at: { readonly x: number; readonly y: number };
  readonly size: Size;
  readonly measure: string;
}

function Hover({ point, at, size, measure }: HoverProps): ReactNode {
  const left = Math.max(90, Math.min(size.width - 90, at.x));
  return (
    <p className={at.y < 80 ? 'map-hover map-hover-below' : 'map-hover'} style={{ left, top: at.y }} aria-hidden>
      <strong>{point.name}</strong>
      <span>
        {measure} {count(point.mentions)} 条
      </span>
      <span>
        {point.builtYear === null ? '' : `${point.builtYear}年建 · `}
        {count(point.households)} 户
      </span>
    </p>
  );
}

function useSize(element: React.RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }));
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
