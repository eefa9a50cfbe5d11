import { digitsOf } from '../../cart/cart.ts';

/** The address that a neighbour opens to take a place in a team; of a whole community, that of the group buy. */
export function inviteUrl({
  groupBuyNumber,
  teamId,
}: {
  readonly groupBuyNumber: string;
  readonly teamId: string;
}): string {
  return `${location.origin}/g/${digitsOf(groupBuyNumber)}?team=${teamId}`;
}
