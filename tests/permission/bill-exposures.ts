import type { Everybody } from './exposures.ts';

const bills = 'bills are of the whole company; differences of an area are tried by another with the bills';

/** Bills of payment providers. */
export const billExposures: Readonly<Record<string, Everybody>> = {
  'GET /api/commerce/bills/:billId': { everybody: bills },
  'POST /api/commerce/bills/:billId/differences/:differenceNo/explain': { everybody: bills },
  'POST /api/commerce/bills/:billId/differences/:differenceNo/ask': { everybody: bills },
};
