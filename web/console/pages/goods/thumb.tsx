import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import './goods.css';

/** The address of a product's picture: `small` at most 320 pixels a side. */
export const pictureUrl = (imageId: string, size: 'small' | 'large' = 'small'): string =>
  `/api/commerce/shop/pictures/${imageId}?size=${size}`;

/** A product at the size of a row; its name stands beside it, so the picture says nothing more. */
export function Thumb({ imageId, size = 40 }: { imageId: string | null; size?: number }): ReactNode {
  if (imageId === null) {
    return (
      <span className="thumb thumb-none" style={{ width: size, height: size }}>
        <Icon name="goods" size={Math.round(size / 2)} />
      </span>
    );
  }
  return <img className="thumb" src={pictureUrl(imageId)} alt="" width={size} height={size} loading="lazy" />;
}

interface GoodProps {
  readonly imageId: string | null;
  readonly name: ReactNode;
  readonly note: ReactNode;
}

/** A product in a row: its picture, its name, and below it what goes with it. */
export function Good({ imageId, name, note }: GoodProps): ReactNode {
  return (
    <span className="good">
      <Thumb imageId={imageId} />
      <span className="two">
        <strong>{name}</strong>
        <small>{note}</small>
      </span>
    </span>
  );
}
