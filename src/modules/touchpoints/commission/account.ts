import type { CityId } from '#kernel/ids';
import type { Party } from './line.ts';

/** What commission costs us, by city: a debit. */
const EXPENSE = 'commission:expense:';
export const expenseAccount = (cityId: CityId): string => EXPENSE + cityId;

/** What we owe, by whom we owe it: a credit. */
const PAYABLE = 'commission:payable:';
const TOUCHPOINT = `${PAYABLE}touchpoint-`;
const PARTNER = `${PAYABLE}partner-`;
export const payableAccount = ({ touchpointId, partnerId }: Pick<Party, 'touchpointId' | 'partnerId'>): string =>
  touchpointId === null ? `${PARTNER}${partnerId}` : TOUCHPOINT + touchpointId;

/** Under which prefixes there are accounts, whose they are, and on which side the sum of the lines stands there. */
export const ACCOUNT_KINDS = [
  { under: EXPENSE, prefix: EXPENSE, column: 'city_id', side: 1 },
  { under: PAYABLE, prefix: TOUCHPOINT, column: 'touchpoint_id', side: -1 },
  { under: PAYABLE, prefix: PARTNER, column: 'partner_id', side: -1 },
] as const;
