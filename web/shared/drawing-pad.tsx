import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import './drawing-pad.css';

interface DrawingPadProps {
  /** The PNG as base64 after each stroke; undefined once it was cleared. */
  readonly onDrawn: (png: string | undefined) => void;
}

/** The longest side of what is sent: a signature needs no more, and stays below the limit of 200 KB. */
const WIDTH = 640;
const HEIGHT = 280;

/** Signing with a finger or a pen. */
export function DrawingPad({ onDrawn }: DrawingPadProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [empty, setEmpty] = useState(true);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen === null || pen === undefined) return;
    pen.lineWidth = 5;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = '#1c2321';
  }, []);
  const at = (event: PointerEvent<HTMLCanvasElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };
  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    const pen = canvas.current?.getContext('2d');
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    pen?.beginPath();
    pen?.moveTo(...at(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!drawing.current) return;
    const pen = canvas.current?.getContext('2d');
    pen?.lineTo(...at(event));
    pen?.stroke();
  };
  const up = (): void => {
    if (!drawing.current) return;
    drawing.current = false;
    setEmpty(false);
    onDrawn(canvas.current?.toDataURL('image/png').replace(/^data:image\/png;base64,/, ''));
  };
  const clear = (): void => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
    setEmpty(true);
    onDrawn(undefined);
  };
  return (
    <div className="drawing-pad">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label="在这里手写签名"
        role="img"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
      {empty ? <p aria-hidden>用手指在这里签名</p> : null}
      <button type="button" disabled={empty} onClick={clear}>
        重签
      </button>
    </div>
  );
}
