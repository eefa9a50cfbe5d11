import { z } from 'zod';
import { idOf } from '#platform/fields';

const packageId = idOf<'Package'>();
const time = z.iso.datetime();
const money = z.number().int().min(0).max(100_000_000_00);
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z.string().nullable();

// --- Packages ---------------------------------------------------------------------------------------------------

export const SCENES = ['renewal', 'fresh', 'event'] as const;
export const SUITS = ['kids', 'elderly'] as const;
/** Roles at the front that may carry a play, as touchpoints calls them. */
export const CARRIER_ROLES = [
  'property_steward',
  'ambassador',
  'group_leader',
  'realtor',
  'store_manager',
  'guide',
  'designer',
  'technician',
] as const;

export const carrierRoles = z.array(z.enum(CARRIER_ROLES)).min(1, '至少选一种触点').max(8);

export const packageBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, '编码用字母、数字、横线'),
  name: z.string().trim().min(1).max(40),
  subtitle: z.string().trim().max(60),
  scene: z.enum(SCENES),
  priceFen: money,
  originalPriceFen: money.nullable(),
  /** What the price is for: `/套`, `/㎡`, `起`. */
  unit: z.string().trim().max(10),
  /** Selling points, the strongest first. */
  points: z.array(z.string().trim().min(1).max(40)).min(1).max(6),
  /** Topics that it answers, as the CDP codes them: `leak`, `damp`. */
  topics: z.array(z.string().min(2).max(40)).max(10),
  minAgeYears: z.number().int().min(0).max(200).nullable(),
  suits: z.array(z.enum(SUITS)).max(2),
  /** The most suitable first. */
  roles: carrierRoles,
  /** What one issued play costs: material and expected commission. */
  costFen: money,
  active: z.boolean(),
});
export const packageAnswer = packageBody.extend({
  id: packageId,
  code: z.string(),
  roles: z.array(z.string()),
  /** Also the ETag: send it back as If-Match to edit. */
  revision: z.number().int(),
  updatedAt: time,
});
export const packageParams = z.object({ packageId });
export const packagesQuery = z.object({
  scene: z.enum(SCENES).optional(),
  active: z.stringbool().optional(),
  cursor,
  limit,
});
export const packagesAnswer = z.object({ items: z.array(packageAnswer), nextCursor });

export type PackageBody = z.infer<typeof packageBody>;
export type PackageAnswer = z.infer<typeof packageAnswer>;

// --- Contracts --------------------------------------------------------------------------------------------------

export {
  CONTRACT_STATES,
  contractFile,
  contractItem,
  contractParams,
  contractQuotationParams,
  contractsAnswer,
  contractsQuery,
  contractToSign,
  contractVerification,
  declineRequest,
  EVIDENCE_KINDS,
  evidenceItem,
  MAX_DRAWING_BYTES,
  proofSent,
  signRequest,
  signWithCodeRequest,
  VOID_REASONS,
} from './contracts/contract-contract.ts';
export type {
  ContractFile,
  ContractItem,
  ContractToSign,
  ContractVerification,
  EvidenceItem,
} from './contracts/contract-contract.ts';

// --- Prices -----------------------------------------------------------------------------------------------------

export {
  areaPriceAnswer,
  areaPriceBody,
  areaPriceParams,
  areaPricesAnswer,
  areaPricesQuery,
  effectiveOption,
  effectivePackage,
  effectivePrice,
  endAreaPriceBody,
  newOptionBody,
  OPTION_KINDS,
  OPTION_UNITS,
  optionAnswer,
  optionBody,
  optionParams,
  optionsAnswer,
  packagePricesAnswer,
  packagePricesQuery,
  PRICE_AREA_KINDS,
} from './prices/price-contract.ts';
export type {
  AreaPriceAnswer,
  EffectivePackage,
  OptionAnswer,
  OptionBody,
  PackagePrices,
} from './prices/price-contract.ts';

// --- Opportunities ----------------------------------------------------------------------------------------------

export {
  myOpportunitiesAnswer,
  myOpportunitiesQuery,
  myOpportunity,
  OPPORTUNITY_STATES,
  opportunitiesAnswer,
  opportunitiesQuery,
  opportunityItem,
  opportunityParams,
  staffOpportunity,
  staffOpportunityDetail,
} from './opportunities/opportunity-contract.ts';
export type {
  MyOpportunity,
  OpportunitiesAnswer,
  OpportunityItem,
  StaffOpportunity,
  StaffOpportunityDetail,
} from './opportunities/opportunity-contract.ts';

// --- Quotations -------------------------------------------------------------------------------------------------

export {
  DISCOUNT_REASONS,
  draftQuotationBody,
  LINE_KINDS,
  ownQuotation,
  ownQuotationsAnswer,
  pricesChanged,
  QUOTATION_STATES,
  quotationAnswer,
  quotationItem,
  quotationLine,
  quotationParams,
  quotationsAnswer,
  quotationsQuery,
  sendQuotationBody,
  staffQuotation,
  staffQuotationAnswer,
} from './quotations/quotation-contract.ts';
export type {
  DraftQuotationBody,
  OwnQuotation,
  PricesChanged,
  QuotationAnswer,
  QuotationItem,
  QuotationLineAnswer,
  StaffQuotation,
} from './quotations/quotation-contract.ts';

// --- Orders -----------------------------------------------------------------------------------------------------

export {
  CANCEL_REASONS,
  cancelOrderBody,
  cancelOwnOrderBody,
  myOrdersAnswer,
  myOrdersQuery,
  ORDER_CHANNELS,
  ORDER_STATES,
  orderDetail,
  orderExportQuery,
  orderItem,
  orderParams,
  ordersAnswer,
  ordersQuery,
  orderTimelineEntry,
  ownOrderDetail,
  ownOrderItem,
  ownOrdersAnswer,
} from './orders/order-contract.ts';
export type {
  OrderDetail,
  OrderItem,
  OrdersAnswer,
  OrderTimelineEntry,
  OwnOrderDetail,
  OwnOrderItem,
} from './orders/order-contract.ts';

// --- Payments ---------------------------------------------------------------------------------------------------

export {
  decideHeldBody,
  HELD_WHYS,
  orderPayment,
  ownPayment,
  PAYMENT_STAGES,
  PAYMENT_STATES,
  paymentItem,
  paymentParams,
  paymentsAnswer,
  paymentsQuery,
  REFUND_STATES,
  refundAnswer,
  refundBody,
  refundItem,
  startPaymentAnswer,
  startPaymentBody,
} from './payments/payment-contract.ts';
export type {
  OrderPayment,
  OwnPayment,
  PaymentItem,
  PaymentsAnswer,
  RefundItem,
  StartPaymentAnswer,
} from './payments/payment-contract.ts';
export { cashierAnswer, payBody, SANDBOX_BEHAVIOURS, tradeParams } from './payments/sandbox/sandbox-contract.ts';
export type { CashierAnswer, SandboxBehaviour } from './payments/sandbox/sandbox-contract.ts';
