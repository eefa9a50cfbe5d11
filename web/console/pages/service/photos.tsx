import type { ReactNode } from 'react';
import { dateTime } from '../../../shared/format.ts';

interface Photo {
  readonly photoId: string;
  readonly url: string;
  readonly takenAt: string | null;
  readonly hasPosition: boolean;
  readonly addedAt: string;
}

/** Photos in a row; each opens whole. What the camera wrote is a hint, not a proof. */
export function Photos({ photos, of }: { photos: readonly Photo[]; of: string }): ReactNode {
  if (photos.length === 0) return null;
  return (
    <ul className="service-photos">
      {photos.map((photo, at) => (
        <li key={photo.photoId}>
          <a href={photo.url} target="_blank" rel="noreferrer">
            <img src={photo.url} alt={`${of}照片${at + 1}`} loading="lazy" width="96" height="96" />
          </a>
          <small>{photo.takenAt === null ? `${dateTime(photo.addedAt)}上传` : `${dateTime(photo.takenAt)}拍`}</small>
        </li>
      ))}
    </ul>
  );
}
