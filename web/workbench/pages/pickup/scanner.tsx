import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../../../shared/icons.tsx';
import type { ApiProblem } from '../../../shared/problem.ts';
import { ProblemLine } from '../../../shared/states.tsx';
import { useModal } from '../../parts/use-modal.ts';

/** What we use of the browser's own reader of codes; TypeScript does not know it yet. */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type CodeReaderClass = new (options: { formats: readonly string[] }) => CodeReader;

const readerClass = (): CodeReaderClass | undefined =>
  (globalThis as { readonly BarcodeDetector?: CodeReaderClass }).BarcodeDetector;

/** Whether this browser reads codes at all; where it does not, people read digits aloud. */
export const canScan = (): boolean => readerClass() !== undefined && navigator.mediaDevices !== undefined;

interface ScannerProps {
  /** Whether it is a code of the kind that is looked for. */
  readonly wants: (text: string) => boolean;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onFound: (text: string) => void;
  /** Instead: read the digits aloud. */
  readonly onDigits: () => void;
  readonly onClose: () => void;
}

const LOOK_EVERY_MS = 200;
/** The same code in front of the camera is not asked for again so soon. */
const AGAIN_MS = 3_000;

/** The camera over the whole screen until it sees a code; where it gets no camera, it says so and offers the digits. */
export function Scanner({ wants, busy, problem, onFound, onDigits, onClose }: ScannerProps): ReactNode {
  const body = useModal(onClose);
  const video = useRef<HTMLVideoElement>(null);
  const seen = useRef({ text: '', at: 0 });
  const [state, setState] = useState<'starting' | 'looking' | 'denied'>('starting');
  const [other, setOther] = useState(false);
  const see = useEffectEvent((text: string): void => {
    const now = performance.now();
    if (busy || (seen.current.text === text && now - seen.current.at < AGAIN_MS)) return;
    seen.current = { text, at: now };
    const wanted = wants(text);
    setOther(!wanted);
    if (!wanted) return;
    navigator.vibrate?.(60);
    onFound(text);
  });
  useEffect(() => {
    const Reader = readerClass();
    const element = video.current;
    if (Reader === undefined || element === null) return undefined;
    const reader = new Reader({ formats: ['qr_code'] });
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const look = async (): Promise<void> => {
      const [code] = await reader.detect(element).catch(() => []);
      if (gone) return;
      if (code !== undefined) see(code.rawValue.trim());
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (gone) return stop(stream);
      element.srcObject = stream;
      await element.play();
      setState('looking');
      void look();
    };
    start().catch(() => {
      if (!gone) setState('denied');
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      stop(stream);
    };
  }, []);
  const works = state !== 'denied';
  return createPortal(
    <div ref={body} className="scanner" role="dialog" aria-modal aria-label="扫码" tabIndex={-1}>
      <button type="button" className="icon-button poster-close" aria-label="关上" onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <video ref={video} muted playsInline hidden={!works} />
      {works ? <span className="scanner-frame" aria-hidden /> : null}
      <div className="scanner-foot">
        <p role="status">{STATE_WORDS[state]}</p>
        {other ? <p role="alert">这不是我们的码，让邻居打开订单里的提货码。</p> : null}
        <ProblemLine problem={problem} />
        <button type="button" className={works ? 'button button-second' : 'button button-main'} onClick={onDigits}>
          报数字
        </button>
      </div>
    </div>,
    document.body,
  );
}

const STATE_WORDS = {
  starting: '正在打开相机…',
  looking: '对准邻居手机上的码',
  denied: '相机没有打开，可能没给权限。让邻居报数字也一样。',
} as const;

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
