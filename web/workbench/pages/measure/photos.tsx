import type { ReactNode } from 'react';
import type { MeasureAnswer, MyVisitItem } from '#modules/fulfilment/contract';
import { Icon } from '../../../shared/icons.tsx';
import { waitingPicture } from '../../my/pictures.ts';
import { addMeasurePhoto } from '../../my/visit-acts.ts';
import type { Op } from '../../outbox/op.ts';
import { say } from '../../parts/toast.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

/** The server keeps so many of one visit, each up to this size. */
const MOST = 20;
const MOST_BYTES = 15 * 1024 * 1024;

interface PhotosProps {
  readonly visit: MyVisitItem;
  readonly saved: MeasureAnswer['photos'];
  /** Pictures that are still on this phone. */
  readonly waiting: readonly Op[];
}

/** Pictures of the home, from the camera or the album; they go out by themselves. */
export function Photos({ visit, saved, waiting }: PhotosProps): ReactNode {
  const early = visit.state === 'booked';
  const room = MOST - saved.length - waiting.length;
  const add = async (files: readonly File[]): Promise<void> => {
    const fit = files.filter((file) => file.size <= MOST_BYTES).slice(0, Math.max(0, room));
    if (fit.length < files.length)
      say(`最多 ${MOST} 张，每张 15 MB 以内；有 ${files.length - fit.length} 张没收`, 'bad');
    for (const file of fit) tellEnd(await addMeasurePhoto(visit, file), '照片收到了');
  };
  return (
    <section className="card page-stack" aria-labelledby="photos">
      <h2 id="photos">照片（{saved.length + waiting.length}）</h2>
      {saved.length + waiting.length === 0 ? null : (
        <ul className="measure-photos">
          {saved.map((photo, at) => (
            <li key={photo.photoId}>
              <a href={photo.url} target="_blank" rel="noreferrer">
                <img src={photo.url} alt={`量房照片 ${at + 1}`} loading="lazy" width={120} height={120} />
              </a>
            </li>
          ))}
          {waiting.map((op) => (
            <li key={op.opId}>
              <WaitingPhoto op={op} />
            </li>
          ))}
        </ul>
      )}
      {early ? (
        <p className="field-label">接了单就能拍。</p>
      ) : room <= 0 ? (
        <p className="field-label">已经有 {MOST} 张，够了。</p>
      ) : (
        <div className="measure-shoot">
          <Pick name="拍一张" camera onPick={(files) => void add(files)} />
          <Pick name="从相册选" onPick={(files) => void add(files)} />
        </div>
      )}
    </section>
  );
}

interface PickProps {
  readonly name: string;
  readonly camera?: boolean;
  readonly onPick: (files: readonly File[]) => void;
}

function Pick({ name, camera = false, onPick }: PickProps): ReactNode {
  return (
    <label className="button button-second evidence-pick">
      <Icon name={camera ? 'camera' : 'add'} size={22} /> {name}
      <input
        type="file"
        accept="image/*"
        aria-label={name}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          // The same picture may be picked again.
          event.target.value = '';
        }}
      />
    </label>
  );
}

function WaitingPhoto({ op }: { op: Op }): ReactNode {
  return (
    <span className="measure-photo-waiting">
      <img src={waitingPicture(op)} alt="等着发送的照片" width={120} height={120} />
      <span>等着发送</span>
    </span>
  );
}
