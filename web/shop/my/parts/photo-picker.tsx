import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { usePhotos, type Photo } from '../use-photos.ts';

interface PhotoPickerProps {
  readonly most: number;
  readonly onChange: (photoIds: readonly string[]) => void;
  /** Whether some are still on their way. */
  readonly onBusy: (busy: boolean) => void;
}

/** Photos from the camera or the album; each goes out at once, and can be sent again where that failed. */
export function PhotoPicker(props: PhotoPickerProps): ReactNode {
  const { photos, add, drop, again } = usePhotos(props);
  const failed = photos.find(({ problem }) => problem !== undefined);
  return (
    <div className="my-picker">
      <ul>
        {photos.map((photo, at) => (
          <li key={photo.key}>
            <img src={photo.url} alt={`照片 ${at + 1}`} width={88} height={88} />
            <Sending photo={photo} onAgain={() => again(photo)} />
            <button
              type="button"
              className="my-picker-drop"
              aria-label={`不要照片 ${at + 1}`}
              onClick={() => drop(photo.key)}
            >
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
      </ul>
      <ProblemLine problem={failed?.problem} />
      {photos.length >= props.most ? null : (
        <div className="my-two">
          <Pick name="拍一张" camera onPick={add} />
          <Pick name="从相册选" onPick={add} />
        </div>
      )}
    </div>
  );
}

function Sending({ photo, onAgain }: { photo: Photo; onAgain: () => void }): ReactNode {
  if (photo.fileId !== undefined) return null;
  if (photo.problem !== undefined) {
    return (
      <button type="button" className="my-picker-busy" onClick={onAgain}>
        重传
      </button>
    );
  }
  return (
    <span className="my-picker-busy" role="status">
      正在传…
    </span>
  );
}

interface PickProps {
  readonly name: string;
  readonly camera?: boolean;
  readonly onPick: (files: readonly File[]) => void;
}

function Pick({ name, camera = false, onPick }: PickProps): ReactNode {
  return (
    <label className="my-second my-pick">
      <Icon name={camera ? 'camera' : 'add'} size={20} /> {name}
      <input
        type="file"
        accept="image/*"
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
