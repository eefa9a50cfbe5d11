import { memo, type ReactNode } from 'react';
import type { Row } from './board-layout.ts';
import { MAP_SIZE, routeOf, type MapLayout } from './map-layout.ts';

interface BoardMapProps {
  readonly layout: MapLayout;
  /** Whose way is drawn. */
  readonly picked: Row | undefined;
  readonly openId: string | undefined;
  readonly onOpen: (visitId: string) => void;
}

/** Where it all is, and the way of whoever is picked: straight lines, and no streets that nobody licensed. */
export function BoardMap({ layout, picked, openId, onOpen }: BoardMapProps): ReactNode {
  const route = picked === undefined ? [] : routeOf(layout, picked);
  const open = layout.spots.find((spot) => spot.visitId === openId);
  return (
    <figure className="board-map">
      <svg viewBox={`0 0 ${MAP_SIZE.width} ${MAP_SIZE.height}`} role="img" aria-label="当天各单和门店的位置">
        <Places layout={layout} onOpen={onOpen} />
        {route.length > 1 ? (
          <polyline className="board-map-route" points={route.map(({ x, y }) => `${x},${y}`).join(' ')} />
        ) : null}
        {route.slice(1).map(({ x, y }, at) => (
          <g key={at} className="board-map-stop">
            <circle cx={x} cy={y} r={8} />
            <text x={x} y={y}>
              {at + 1}
            </text>
          </g>
        ))}
        {open === undefined ? null : <circle className="board-map-open" cx={open.x} cy={open.y} r={10} />}
      </svg>
      <figcaption>
        <span className="board-map-key board-map-key-store">门店</span>
        <span className="board-map-key board-map-key-placed">有人去</span>
        <span className="board-map-key board-map-key-unplaced">没人去</span>
        <span>{picked === undefined ? '点左边的名字，看这个人的路线' : `${picked.person.name}的路线`}</span>
      </figcaption>
    </figure>
  );
}

/** Everything that stands still while people are picked. */
const Places = memo(function Places({ layout, onOpen }: Pick<BoardMapProps, 'layout' | 'onOpen'>): ReactNode {
  return (
    <>
      {layout.spots.map((spot) => (
        // The list and the rows have the same for the keyboard.
        <circle
          key={spot.visitId}
          className={`board-map-spot board-map-${spot.look}`}
          cx={spot.x}
          cy={spot.y}
          r={4}
          onClick={() => onOpen(spot.visitId)}
        >
          <title>{spot.words}</title>
        </circle>
      ))}
      {layout.stores.map((store) => (
        <rect key={store.storeId} className="board-map-store" x={store.x - 5} y={store.y - 5} width={10} height={10}>
          <title>{store.name}</title>
        </rect>
      ))}
    </>
  );
});
