/** The addresses of group buys, pick-up, claims and vouchers. */
export const GROUP_BUYS = '/api/commerce/my/group-buys';
export const GROUP_BUY_ITEMS = '/api/commerce/my/group-buy-items';
export const PICK_UP = '/api/commerce/my/pick-up';
export const PICK_UP_TOTALS = '/api/commerce/my/pick-up/totals';
export const PARCELS = '/api/commerce/my/pick-up/parcels';
export const ARRIVALS = '/api/commerce/my/pick-up/arrivals';
export const ARRIVAL_PHOTOS = '/api/commerce/my/pick-up/photos';
export const HAND_OVERS = '/api/commerce/my/pick-up/hand-overs';
export const LOOK_UP = '/api/commerce/my/pick-up/look-up';
export const CLAIMS = '/api/commerce/my/claims';
export const VOUCHERS = '/api/commerce/my/vouchers';
export const POINTS = '/api/territory/my/pickup-points';

const part = encodeURIComponent;

export type GroupVerb =
  | 'publish'
  | 'extend'
  | 'close'
  | 'cancel'
  | 'participants'
  | 'chat-list'
  | 'export'
  | 'poster.png';

export const groupPath = (groupBuyId: string, verb?: GroupVerb): string =>
  `${GROUP_BUYS}/${part(groupBuyId)}${verb === undefined ? '' : `/${verb}`}`;
export const undoPath = (handOverId: string): string => `${HAND_OVERS}/${part(handOverId)}/undo`;
export const claimPath = (claimId: string, verb?: 'confirm'): string =>
  `${CLAIMS}/${part(claimId)}${verb === undefined ? '' : `/${verb}`}`;
export const claimPhotoPath = (claimId: string, fileId: string): string =>
  `${claimPath(claimId)}/photos/${part(fileId)}`;
export const restDaysPath = (pointId: string): string => `${POINTS}/${part(pointId)}/rest-days`;
export const goodsPicture = (fileId: string): string => `/api/commerce/shop/pictures/${part(fileId)}?size=small`;
