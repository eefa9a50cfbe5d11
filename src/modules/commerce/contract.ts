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

// --- Who customers sign with ------------------------------------------------------------------------------------

export { companyAnswer, companyBody, ownCompanyAnswer } from './company/company-contract.ts';
export type { CompanyAnswer, CompanyBody, OwnCompanyAnswer } from './company/company-contract.ts';

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
  GIVE_UP_REASONS,
  giveUpBody,
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
  GiveUpReason,
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
  OWN_ORDER_VIEWS,
  ownOrderDetail,
  ownOrderItem,
  ownOrderListItem,
  ownOrdersAnswer,
  ownOrdersQuery,
} from './orders/order-contract.ts';
export type {
  OrderDetail,
  OrderItem,
  OrdersAnswer,
  OrderTimelineEntry,
  OwnOrderDetail,
  OwnOrderItem,
  OwnOrderListItem,
  OwnOrdersAnswer,
  OwnOrdersView,
} from './orders/order-contract.ts';

export {
  changePointBody,
  GOODS_CHANNELS,
  importedOrder,
  importOrdersAnswer,
  importOrdersBody,
  leaderOrderItem,
  leaderOrdersAnswer,
  leaderOrdersQuery,
  orderLineItem,
  orderParcelItem,
  ownParcelItem,
  PARCEL_MODES,
  PARCEL_STATES,
  placedOrder,
  placedPayment,
  placeOwnOrderBody,
  placeStoreOrderBody,
  priceChanged,
  REFUND_KINDS,
} from './orders/goods-order-contract.ts';
export type {
  ImportedOrder,
  LeaderOrderItem,
  LeaderOrdersAnswer,
  OrderLineItem,
  OrderParcelItem,
  PlacedOrder,
  PlaceOwnOrderBody,
  PlaceStoreOrderBody,
} from './orders/goods-order-contract.ts';

// --- Payments ---------------------------------------------------------------------------------------------------

export {
  decideHeldBody,
  HELD_WHYS,
  offeredAnswer,
  offeredQuery,
  orderPayment,
  ownPayment,
  PAYMENT_STAGES,
  PAYMENT_STATES,
  paymentItem,
  paymentParams,
  paymentsAnswer,
  paymentsQuery,
  providersAnswer,
  REFUND_STATES,
  refundAnswer,
  refundBody,
  refundItem,
  startPaymentAnswer,
  startPaymentBody,
} from './payments/payment-contract.ts';
export type {
  CashierFormAnswer,
  OfferedAnswer,
  OrderPayment,
  OwnPayment,
  PaymentItem,
  PaymentsAnswer,
  ProvidersAnswer,
  RefundItem,
  StartPaymentAnswer,
  StartPaymentBody,
} from './payments/payment-contract.ts';
export { cashierAnswer, payBody, SANDBOX_BEHAVIOURS, tradeParams } from './payments/sandbox/sandbox-contract.ts';
export type { CashierAnswer, SandboxBehaviour } from './payments/sandbox/sandbox-contract.ts';

// --- Catalogue --------------------------------------------------------------------------------------------------

export {
  AREA_KINDS,
  bundleBody,
  bundlePart,
  categoriesAnswer,
  categoryAnswer,
  categoryBody,
  categoryParams,
  effectiveSkuAnswer,
  endListingBody,
  listingAnswer,
  listingBody,
  listingParams,
  listingsAnswer,
  listingsQuery,
  pictureAnswer,
  pictureParams,
  pictureQuery,
  productAnswer,
  productBody,
  productExportQuery,
  productItem,
  productParams,
  productsAnswer,
  productsQuery,
  SKU_KINDS,
  skuAnswer,
  skuBody,
  skuItem,
  skuParams,
  skuPricesQuery,
  skusAnswer,
  skusQuery,
  SPU_KINDS,
  spuOption,
  STORAGES,
} from './catalogue/catalogue-contract.ts';
export type {
  CategoryAnswer,
  CategoryBody,
  EffectiveSkuAnswer,
  ListingAnswer,
  ProductAnswer,
  ProductBody,
  ProductItem,
  ProductsAnswer,
  SkuItem,
} from './catalogue/catalogue-contract.ts';
export {
  bulkChange,
  bulkCommitBody,
  bulkEditAnswer,
  bulkEditParams,
  bulkEditsAnswer,
  bulkEditsQuery,
  bulkPreviewAnswer,
  bulkPreviewBody,
  bulkRow,
  bulkSelection,
  MAX_BULK_ROWS,
  ROUNDINGS,
  undoBulkAnswer,
} from './catalogue/bulk/bulk-contract.ts';
export type {
  BulkChange,
  BulkEditAnswer,
  BulkPreview,
  BulkRow,
  BulkSelection,
} from './catalogue/bulk/bulk-contract.ts';
export {
  catalogueImportAnswer,
  catalogueImportCommitAnswer,
  catalogueImportCommitBody,
  catalogueImportParams,
  catalogueImportRowsAnswer,
  catalogueImportRowsQuery,
  IMPORT_VERDICTS,
  MAX_CATALOGUE_ROWS,
} from './catalogue/imports/import-contract.ts';
export type { CatalogueImportAnswer, CatalogueImportRows } from './catalogue/imports/import-contract.ts';
export {
  shopCategoriesAnswer,
  shopCategoriesQuery,
  shopProductAnswer,
  shopProductItem,
  shopProductQuery,
  shopProductsAnswer,
  shopProductsQuery,
  shopSku,
} from './catalogue/shop-contract.ts';
export type { ShopCategories, ShopProductAnswer, ShopProductItem } from './catalogue/shop-contract.ts';

// Bills of payment providers.
export {
  BILL_STATES,
  billItem,
  billParams,
  billsAnswer,
  billsQuery,
  DIFFERENCE_KINDS,
  DIFFERENCE_STATES,
  differenceItem,
  differenceParams,
  differencesAnswer,
  differencesQuery,
  explainBody,
  fetchBillBody,
  MENDS,
  uploadBillQuery,
} from './payments/bills/bill-contract.ts';
export type { BillItem, BillsAnswer, DifferenceItem, DifferencesAnswer } from './payments/bills/bill-contract.ts';

// --- Promotions and carts ---------------------------------------------------------------------------------------

export {
  claimableCoupon,
  claimCentreAnswer,
  claimCentreQuery,
  claimCouponBody,
  COUPON_STATES,
  couponItem,
  couponsAnswer,
  couponsQuery,
  deliveryRuleBody,
  deliveryRuleItem,
  deliveryRuleParams,
  deliveryRulesAnswer,
  ELIGIBILITIES,
  movePromotionBody,
  PROMOTION_AREA_KINDS,
  PROMOTION_CHANNELS,
  PROMOTION_MOVES,
  PROMOTION_STATES,
  PROMOTION_WAYS,
  promotionAnswer,
  promotionBody,
  promotionEligibility,
  promotionExportQuery,
  promotionItem,
  promotionParams,
  promotionRule,
  promotionsAnswer,
  promotionScope,
  promotionsQuery,
  promotionUsage,
  RULE_KINDS,
} from './promotions/promotion-contract.ts';
export type {
  ClaimableCoupon,
  CouponItem,
  DeliveryRuleItem,
  PromotionAnswer,
  PromotionBody,
  PromotionItem,
  PromotionsAnswer,
  PromotionUsage,
} from './promotions/promotion-contract.ts';
export {
  cartLineBody,
  dryRunAnswer,
  dryRunBody,
  FULFILMENTS,
  MAX_CART_LINES,
  MAX_CART_QUANTITY,
  offeredCoupon,
  PRICE_STEPS,
  priceCartBody,
  pricedCartAnswer,
  pricedCartLine,
  priceStep,
  shopCartAnswer,
  unusedBenefit,
} from './carts/cart-contract.ts';
export type {
  DryRunBody,
  OfferedCoupon,
  PriceCartBody,
  PricedCartAnswer,
  PriceStepAnswer,
  ShopCart,
} from './carts/cart-contract.ts';

// --- Group buys -------------------------------------------------------------------------------------------------

export {
  cancelGroupBuyBody,
  chatListAnswer,
  copyGroupBuyAnswer,
  copyGroupBuyBody,
  extendGroupBuyBody,
  GROUP_BUY_CANCEL_REASONS,
  GROUP_BUY_KINDS,
  GROUP_BUY_OUTCOMES,
  GROUP_BUY_STATES,
  groupBuyAnswer,
  groupBuyExportQuery,
  groupBuyItem,
  groupBuyParams,
  groupBuysAnswer,
  groupBuysQuery,
  itemTotal,
  leaderChoiceAnswer,
  leaderChoiceQuery,
  myGroupBuyAnswer,
  myGroupBuyItem,
  myGroupBuysAnswer,
  myGroupBuysQuery,
  openedGroupBuyAnswer,
  openGroupBuyBody,
  ownTeamsAnswer,
  participant,
  participantsAnswer,
  participantsQuery,
  shopGroupBuyAnswer,
  shopGroupBuyItem,
  shopGroupBuyParams,
  shopGroupBuysAnswer,
  shopGroupBuysQuery,
  shopTeam,
  shopTeamAnswer,
  shopTeamParams,
  TEAM_STATES,
  TIER_MEASURES,
  tierStep,
} from './group-buys/group-buy-contract.ts';
export type {
  GroupBuyDetail,
  GroupBuyItem,
  GroupBuys,
  LeaderChoice,
  MyGroupBuy,
  MyGroupBuyItem,
  MyGroupBuys,
  OpenGroupBuyBody,
  OwnTeams,
  Participants,
  ShopGroupBuy,
  ShopGroupBuyItem,
  ShopGroupBuys,
  ShopTeam,
  ShopTeamAnswer,
} from './group-buys/group-buy-contract.ts';
export {
  CAMPAIGN_STATES,
  campaignAnswer,
  campaignBody,
  campaignItem,
  campaignParams,
  campaignPreviewAnswer,
  campaignsAnswer,
  campaignsQuery,
  cancelCampaignBody,
  cutOffRuleAnswer,
  cutOffRuleBody,
  cutOffRuleParams,
  cutOffRulesAnswer,
  frameRemovedAnswer,
  groupBuyItemBody,
  leaderItemAnswer,
  leaderItemBody,
  leaderItemParams,
  leaderItemsAnswer,
  leaderItemsQuery,
  TARGET_KINDS,
} from './group-buys/campaign-contract.ts';
export type {
  CampaignBody,
  CampaignDetail,
  CampaignItem,
  CampaignPreview,
  Campaigns,
  CutOffRuleAnswer,
  CutOffRuleBody,
  CutOffRules,
  LeaderItemAnswer,
  LeaderItemBody,
  LeaderItems,
} from './group-buys/campaign-contract.ts';

// --- Pick-up ---

export {
  arrivalAnswer,
  arrivalBody,
  collectRule,
  collectRuleBody,
  collectRuleItem,
  collectRulesAnswer,
  counterBody,
  HAND_OVER_WAYS,
  handOverBody,
  handOverItem,
  handOverParams,
  handOversAnswer,
  handOverSheet,
  handOversQuery,
  lookUpBody,
  myParcel,
  myParcelsAnswer,
  myParcelsQuery,
  myPickUpAnswer,
  myPoint,
  myPointDay,
  ownParcel,
  ownParcelsAnswer,
  ownParcelsQuery,
  PARCEL_BLOCKS,
  parcelBlock,
  parcelExportQuery,
  parcelItem,
  parcelLineItem,
  parcelParams,
  parcelsAnswer,
  parcelsQuery,
  photoAnswer,
  pointDayQuery,
  pointTotal,
  pointTotalsAnswer,
  UNDO_REASONS,
  undoBody,
  waveAnswer,
  waveBody,
} from './pick-up/pick-up-contract.ts';
export type {
  ArrivalAnswer,
  ArrivalBody,
  CollectRuleItem,
  HandOverBody,
  HandOverItem,
  HandOverSheet,
  MyParcel,
  MyParcelsAnswer,
  MyPickUpAnswer,
  OwnParcel,
  ParcelItem,
  ParcelLineItem,
  ParcelsAnswer,
  PointTotal,
  PointTotalsAnswer,
  ShownBy,
  WaveAnswer,
  WaveBody,
} from './pick-up/pick-up-contract.ts';
export {
  arrivalItem,
  arrivalsAnswer,
  arrivalsQuery,
  pointDayItem,
  pointDaysAnswer,
  pointDaysQuery,
  waveItem,
  wavesAnswer,
  wavesQuery,
} from './pick-up/day-contract.ts';
export type {
  ArrivalItem,
  ArrivalsAnswer,
  PointDayItem,
  PointDaysAnswer,
  WaveItem,
  WavesAnswer,
} from './pick-up/day-contract.ts';

// --- Claims ---

export {
  answerClaimBody,
  appealClaimBody,
  CLAIM_DECISIONS,
  CLAIM_GOODS,
  CLAIM_KINDS,
  CLAIM_REASONS,
  CLAIM_STATES,
  claimableAnswer,
  claimableLine,
  claimDecisionItem,
  claimDetail,
  claimExportQuery,
  claimItem,
  claimLineItem,
  claimOrderParams,
  claimParams,
  claimPhotoAnswer,
  claimPhotoParams,
  claimRule,
  claimRuleBody,
  claimRuleItem,
  claimRulesAnswer,
  claimsAnswer,
  claimsQuery,
  claimStepItem,
  claimWordsAnswer,
  confirmClaimBody,
  decideClaimBody,
  myClaim,
  myClaimsAnswer,
  myClaimsQuery,
  openClaimBody,
  overrideClaimBody,
  OWN_CLAIM_KINDS,
  OWN_CLAIM_REASONS,
  ownClaim,
  ownClaimsAnswer,
  ownClaimsQuery,
  REJECT_REASONS,
  SEEN,
} from './claims/claim-contract.ts';
export type {
  ClaimDetail,
  ClaimItem,
  ClaimRuleItem,
  ClaimableAnswer,
  ClaimsAnswer,
  DecideClaimBody,
  MyClaim,
  OpenClaimBody,
  OpenClaimForBody,
  OwnClaim,
} from './claims/claim-contract.ts';

// --- Storefront ---

export {
  shopCommunitiesAnswer,
  shopCommunitiesQuery,
  shopCommunity,
  shopHomeAnswer,
  shopHomeQuery,
  shopItemAnswer,
  shopItemQuery,
  shopPickupPoint,
  shopShelfAnswer,
  shopShelfQuery,
  shopStock,
} from './storefront/storefront-contract.ts';
export type {
  ShopCommunities,
  ShopCommunity,
  ShopHome,
  ShopItem,
  ShopPickupPoint,
  ShopShelf,
} from './storefront/storefront-contract.ts';

// --- Membership -------------------------------------------------------------------------------------------------

export {
  adjustPointsBody,
  BADGE_KINDS,
  BADGE_PERIODS,
  badgeRule,
  badgeRulesAnswer,
  badgeRulesBody,
  badgeTest,
  cancelVoucherBody,
  heldBadge,
  LEVEL_MEASURES,
  levelBenefit,
  levelProgress,
  levelRule,
  levelRulesAnswer,
  levelRulesBody,
  mallAnswer,
  mallReward,
  mallRewardAnswer,
  memberCard,
  memberDetail,
  memberExportQuery,
  memberItem,
  memberParams,
  membersAnswer,
  membersQuery,
  moveRewardBody,
  newRewardBody,
  ownVoucher,
  ownVouchersAnswer,
  ownVouchersQuery,
  POINT_MOVES,
  pointMove,
  pointMovesAnswer,
  pointMovesQuery,
  pointTermsAnswer,
  pointTermsBody,
  publishedMembershipAnswer,
  redeemBody,
  REWARD_AREA_KINDS,
  REWARD_KINDS,
  REWARD_MOVES,
  REWARD_PLACES,
  REWARD_STATES,
  rewardBody,
  rewardItem,
  rewardParams,
  rewardsAnswer,
  rewardsQuery,
  rewardStockBody,
  shopReward,
  shopRewardQuery,
  shopRewardsAnswer,
  shopRewardsQuery,
  VOUCHER_STATES,
  voucherCodeBody,
  voucherExportQuery,
  voucherItem,
  voucherParams,
  vouchersAnswer,
  vouchersQuery,
  voucherToTake,
} from './membership/member-contract.ts';
export type {
  BadgeRulesAnswer,
  BadgeRulesBody,
  LevelRulesAnswer,
  LevelRulesBody,
  MallReward,
  MallRewardDetail,
  MemberCard,
  MemberDetail,
  MemberItem,
  MembersAnswer,
  OwnVoucher,
  PointMoveItem,
  PointTermsAnswer,
  PointTermsBody,
  PublishedMembership,
  RewardBody,
  RewardItem,
  ShopReward,
  VoucherItem,
  VoucherToTake,
} from './membership/member-contract.ts';
