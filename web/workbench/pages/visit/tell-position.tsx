import { useState, type ReactNode } from 'react';
import { setTellsPosition, tellsPosition } from '../../my/position.ts';

/** One's own choice, kept: where I set out says when to expect me, and is told to nobody. */
export function TellPosition(): ReactNode {
  const [tells, setTells] = useState(tellsPosition);
  if (!('geolocation' in navigator)) return null;
  return (
    <label className="check-row">
      <input
        type="checkbox"
        checked={tells}
        onChange={(event) => {
          setTells(event.target.checked);
          setTellsPosition(event.target.checked);
        }}
      />
      <span>出发时按我的位置，告诉客户几点到（客户看不到我在哪）</span>
    </label>
  );
}
