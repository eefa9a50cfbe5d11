import type { Everybody, Exposure } from './exposures.ts';
import { PICTURE } from './picture.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const signature = () => ({ drawing: PICTURE.bytes.toString('base64'), consentVersion: '2026-1' });
const somewhere = () => ({ pickupPointId: '01900000-0000-7000-8000-000000000000' });
const reason = { reason: '试一试能不能' };

/** Contracts, orders and payments. */
export function dealExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  return {
    'POST /api/commerce/own/quotations/:quotationId/contract': front('quotationId', of('quotation')),
    'POST /api/commerce/my/quotations/:quotationId/contract': front('quotationId', of('quotation')),
    'GET /api/commerce/own/contracts/:contractId': front('contractId', of('contract'), { noControl: true }),
    'GET /api/commerce/own/contracts/:contractId/contract.pdf': front('contractId', of('contract'), {
      noControl: true,
    }),
    'GET /api/commerce/own/contracts/:contractId/certificate.pdf': front('contractId', of('contract'), {
      noControl: true,
    }),
    'POST /api/commerce/own/contracts/:contractId/open': front('contractId', of('contract')),
    'POST /api/commerce/own/contracts/:contractId/sign': front('contractId', of('contract'), { body: signature }),
    'POST /api/commerce/own/contracts/:contractId/decline': front('contractId', of('contract')),
    'GET /api/commerce/my/contracts/:contractId': front('contractId', of('contract')),
    'GET /api/commerce/my/contracts/:contractId/contract.pdf': front('contractId', of('contract')),
    'GET /api/commerce/my/contracts/:contractId/certificate.pdf': front('contractId', of('contract')),
    'POST /api/commerce/my/contracts/:contractId/open': front('contractId', of('contract')),
    'POST /api/commerce/my/contracts/:contractId/proof': front('contractId', of('contract')),
    'POST /api/commerce/my/contracts/:contractId/sign': front('contractId', of('contract'), {
      body: () => ({ ...signature(), code: '123456' }),
    }),
    'GET /api/commerce/contracts/:contractId': staff('contractId', of('contract')),
    'GET /api/commerce/contracts/:contractId/contract.pdf': staff('contractId', of('contract')),
    'GET /api/commerce/contracts/:contractId/certificate.pdf': staff('contractId', of('contract')),
    'GET /api/commerce/orders/:orderId': staff('orderId', of('sale')),
    'POST /api/commerce/orders/:orderId/cancel': staff('orderId', of('sale'), {
      body: () => ({ reason: 'other', refundFen: 0 }),
    }),
    'GET /api/commerce/my/orders/:orderId': front('orderId', of('sale')),
    'GET /api/commerce/own/orders/:orderId': front('orderId', of('sale')),
    'POST /api/commerce/own/orders/:orderId/cancel': front('orderId', of('sale'), {
      body: () => ({ reason: 'other' }),
    }),
    'POST /api/commerce/orders/:orderId/pickup-point': staff('orderId', of('sale'), { body: somewhere }),
    'POST /api/commerce/own/orders/:orderId/pickup-point': front('orderId', of('sale'), { body: somewhere }),
    'POST /api/commerce/own/orders/:orderId/payments': front('orderId', of('sale'), {
      body: () => ({ stage: 'deposit' }),
    }),
    'GET /api/commerce/payments/:paymentId': staff('paymentId', of('payment')),
    'POST /api/commerce/payments/:paymentId/decide': staff('paymentId', of('payment'), {
      body: () => ({ decision: 'accept', ...reason }),
    }),
    'POST /api/commerce/payments/:paymentId/refunds': staff('paymentId', of('payment'), {
      body: () => ({ amountFen: 1, ...reason }),
    }),
    'POST /api/commerce/payments/notices/:provider': {
      everybody: 'a notice counts by its signature, not by who sends it',
    },
    'GET /api/commerce/sandbox/cashier/:token': { everybody: 'a cashier is open to whoever holds its address' },
    'POST /api/commerce/sandbox/cashier/:token/pay': { everybody: 'a cashier is open to whoever holds its address' },
    'POST /api/commerce/sandbox/cashier/:token/release': {
      everybody: 'a cashier is open to whoever holds its address',
    },
  };
}
