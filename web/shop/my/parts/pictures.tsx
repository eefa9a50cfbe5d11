import type { ReactNode } from 'react';
import type { OwnOrderListItem } from '#modules/commerce/contract';
import { Picture } from '../../parts/picture.tsx';

interface PicturesProps {
  readonly order: Pick<OwnOrderListItem, 'pictures' | 'title'>;
  /** In the first view. */
  readonly eager?: boolean;
}

/** The first pictures of what was ordered, and in words what it is. */
export function Pictures({ order, eager = false }: PicturesProps): ReactNode {
  return (
    <span className="my-pictures">
      {order.pictures.map(({ imageId }, at) => (
        <Picture key={at} fileId={imageId} size={56} eager={eager} />
      ))}
      <span>{order.title}</span>
    </span>
  );
}
