import type { ReactNode } from 'react';
import type { MallReward } from '#modules/commerce/contract';
import { Icon, type IconName } from '../../../shared/icons.tsx';
import { Picture } from '../../parts/picture.tsx';

const ICONS: Readonly<Record<MallReward['kind'], IconName>> = {
  goods: 'gift',
  service: 'service',
  experience: 'today',
};

interface RewardPictureProps {
  readonly reward: Pick<MallReward, 'kind' | 'imageId'>;
  readonly size: number;
  readonly large?: boolean;
}

/** What can be had for points; what has no picture shows what kind of thing it is. */
export function RewardPicture({ reward, size, large = false }: RewardPictureProps): ReactNode {
  if (reward.imageId !== null) return <Picture fileId={reward.imageId} size={size} large={large} eager={large} />;
  return (
    <span className="shop-picture my-no-picture" style={{ width: size, height: size }} aria-hidden>
      <Icon name={ICONS[reward.kind]} size={Math.min(64, size / 2)} />
    </span>
  );
}
