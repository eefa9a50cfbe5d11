import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { goodsPicture } from '../my/trade-paths.ts';

/** A small picture of goods in a square that is there before it is; its name stands beside it. */
export function Thumb({ fileId, size = 48 }: { fileId: string | null; size?: number }): ReactNode {
  if (fileId === null) {
    return (
      <span className="thumb" style={{ width: size, height: size }}>
        <Icon name="goods" size={24} />
      </span>
    );
  }
  return <img className="thumb" src={goodsPicture(fileId)} alt="" width={size} height={size} loading="lazy" />;
}
