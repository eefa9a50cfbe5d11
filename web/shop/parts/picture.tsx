import type { ReactNode } from 'react';

interface PictureProps {
  readonly fileId: string | null;
  /** What is on it; empty where the name stands beside it. */
  readonly alt?: string;
  /** Width and height on the screen, in CSS pixels. */
  readonly size: number;
  readonly large?: boolean;
  /** In the first view: fetched at once. */
  readonly eager?: boolean;
}

/** A picture of goods in a square that is there before it is. */
export function Picture({ fileId, alt = '', size, large = false, eager = false }: PictureProps): ReactNode {
  if (fileId === null)
    return <span className="shop-picture shop-picture-none" style={{ width: size, height: size }} aria-hidden />;
  return (
    <img
      className="shop-picture"
      src={`/api/commerce/shop/pictures/${fileId}${large ? '' : '?size=small'}`}
      alt={alt}
      width={size}
      height={size}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}
