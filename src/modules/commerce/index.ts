export { commerceModule } from './module.ts';

// Packages: configuration, the same for every reader.
export { activePackages, packageByCode, packagesByIds } from './packages/package-store.ts';
export { FAMILY_TOPICS, UnknownPackage } from './packages/package.ts';
export type { Package, PackageFacts, PackageId, Scene, Suits } from './packages/package.ts';
export { savePackage, type SavePackageInput } from './packages/save-package.ts';

// Prices: what things cost at a place and a moment, each with why.
export { effectiveCatalogue, effectivePrices } from './prices/effective-prices.ts';
export type { EffectiveOption, EffectivePrices } from './prices/effective-prices.ts';
export { dailyPrices, type DailyPrices } from './prices/daily-prices.ts';
export type { SellingPlace } from './prices/area-entry.ts';
/** `putAreaPrice` is a part: it takes the caller's transaction. */
export { addAreaPrice, putAreaPrice, type AddAreaPriceInput } from './prices/add-area-price.ts';
export { endAreaPrice } from './prices/end-area-price.ts';
export { saveOption, type SaveOptionInput } from './prices/save-option.ts';
export type { OptionFacts, PackageOption } from './prices/option.ts';

// Opportunities.
export { giveUpOpportunity, type GiveUpInput } from './opportunities/give-up-opportunity.ts';

// Catalogue. Reads by id or code are without a reader's scope; prices and assortment are the same for everybody.
export { effectiveSkus, MAX_EFFECTIVE_SKUS } from './catalogue/effective-sku-store.ts';
export type { EffectiveSku } from './catalogue/effective-sku.ts';
export { productNames, searchSkus, skusByCodes, skusByIds, spusByCodes, spusByIds } from './catalogue/spu-store.ts';
export { categoriesOf } from './catalogue/category-store.ts';
export { chainOf } from './catalogue/category.ts';
export type { Category, CategoryFacts, CategoryId, Storage } from './catalogue/category.ts';
export type { BundlePart, CatalogueSku, SkuFacts, SkuKind, Spu, SpuFacts, SpuId } from './catalogue/spu.ts';
export { saveCategory, type SaveCategoryInput } from './catalogue/save-category.ts';
export { saveSpu, type SavedSpu, type SaveSpuInput } from './catalogue/save-spu.ts';
export { setBundle } from './catalogue/set-bundle.ts';
export { retireSpu } from './catalogue/retire-spu.ts';
export { addPicture } from './catalogue/add-picture.ts';
export type { ProductPicture } from './catalogue/picture-store.ts';
export { addListing, type AddListingInput } from './catalogue/add-listing.ts';
export { endListing } from './catalogue/end-listing.ts';

// Promotions and carts. Parts of other transactions: `grantCoupons`; within commerce `spendBenefits`, `giveBackBenefits`.
export { priceCart } from './carts/price-cart.ts';
export type { CartInput, PricedCart } from './carts/cart.ts';
export { refundOfLine } from './carts/refund-of-line.ts';
export { cartBenefits } from './promotions/cart-benefits.ts';
export { deliveryRuleAt } from './promotions/delivery-rule-at.ts';
export { claimCoupon } from './promotions/claim-coupon.ts';
export { grantCoupons, type GrantCouponsInput } from './promotions/grant-coupons.ts';
export { movePromotion } from './promotions/move-promotion.ts';
export { promotionsByIds } from './promotions/promotion-store.ts';
export type { Benefit, CouponId, PromotionId, UsedBenefit } from './promotions/benefit.ts';
export type { Promotion, PromotionFacts } from './promotions/promotion.ts';
export { savePromotion, type SavePromotionInput } from './promotions/save-promotion.ts';
export { setDeliveryRule } from './promotions/set-delivery-rule.ts';

// Membership. Levels and benefits are published; reads by customer are without a reader's scope.
export { levelBenefitsOf, memberLevelOf, memberLevels } from './membership/member-store.ts';
export { membershipRules } from './membership/rules-store.ts';
export { adjustPoints, type AdjustPointsInput } from './membership/adjust-points.ts';
export { auditPoints, type PointFault } from './membership/audit-points.ts';
export { redeemReward, type RedeemRewardInput } from './membership/redeem-reward.ts';
export { saveReward, type SaveRewardInput } from './membership/save-reward.ts';
export { moveReward } from './membership/move-reward.ts';
export { takeVoucher } from './membership/take-voucher.ts';
export { memberAccount } from './membership/books.ts';
export type { LevelBenefit } from './membership/level.ts';
export type { Reward, RewardFacts, RewardId } from './membership/reward.ts';
export type { Voucher } from './membership/voucher.ts';

// Quotations.
export { draftQuotation, type DraftQuotationInput } from './quotations/draft-quotation.ts';
export { sendQuotation, type SendQuotationInput } from './quotations/send-quotation.ts';
export { withdrawQuotation } from './quotations/withdraw-quotation.ts';
export type { Quotation, QuotationId } from './quotations/quotation.ts';

// Who customers sign with.
export { DEMO_COMPANY, type CompanyFacts } from './company/company.ts';
export { setCompany, type SetCompanyInput } from './company/set-company.ts';

// Contracts.
export { declineContract } from './contracts/void-contract.ts';
export { offerContract } from './contracts/offer-contract.ts';
export { openContract } from './contracts/open-contract.ts';
export { CONSENT } from './contracts/consent.ts';
export { requestContractProof } from './contracts/request-contract-proof.ts';
export { signContract, type SignContractInput, type SignProof } from './contracts/sign-contract.ts';
export { installSignPort, type SealAsked, type SignPort } from './contracts/sign-port.ts';
export type { Contract, ContractId } from './contracts/contract.ts';

// Orders. Reads by id are without a reader's scope.
export { ordersByIds, orderSnapshot } from './orders/order-store.ts';
export { searchOrders } from './orders/order-query.ts';
/** Within the reader's scope. */
export { batchesFor, type Batch } from './pick-up/batch-store.ts';
export { ordersOfCustomers } from './orders/orders-of-customers.ts';
export { cancelOrder, cancelOwnOrder, type CancelOrderInput } from './orders/cancel-order.ts';
export type { CancelReason, Order, OrderId, OrderState, PaymentId, PaymentStage, RefundId } from './orders/order.ts';
export { placeGoodsOrder, type PlaceGoodsInput } from './orders/place-goods-order.ts';
export { changePickupPoint } from './orders/change-pickup-point.ts';
export { timeOutOrders } from './orders/time-out-orders.ts';
export { completeDueOrders, completeService } from './orders/complete-orders.ts';
export { askDueRefunds } from './orders/ask-due-refunds.ts';
export { plannedGroupBuys, type PlannedDays } from './group-buys/planned-days-store.ts';
export { orderedByCommunities, type CommunityOrdered } from './orders/community-demand-store.ts';
export { linesOf } from './orders/line-store.ts';
export { parcelsOf } from './orders/parcel-store.ts';
export type { OrderLine } from './orders/order-line.ts';
export type { Parcel, ParcelId, ParcelState } from './orders/parcel.ts';
/** Part, for contracts. */
export { placeOrder, type SignedQuotation } from './orders/place-order.ts';

// Payments.
export { loadPaymentProviders, PaymentConfigRefused } from './payments/configure-providers.ts';
export { installPaymentProviders } from './payments/providers.ts';
export { advanceAccount, cashAccount, heldAccount, keptAccount } from './payments/books.ts';
export { askProvider } from './payments/ask-provider.ts';
export { decideHeldPayment } from './payments/decide-held-payment.ts';
export { refundPayment } from './payments/refund-payment.ts';
export { startPayment, type StartPaymentInput } from './payments/start-payment.ts';
export type { Payment } from './payments/payment.ts';
export type { Refund } from './payments/refund.ts';
/** The sandbox's own side, for the demo and for tests: paying at its cashier, and what it does by the clock. */
export { runSandbox } from './payments/sandbox/deliver-notices.ts';
export { payTrade } from './payments/sandbox/pay-trade.ts';
export { keysOf as sandboxKeys } from './payments/sandbox/sandbox-house.ts';

// Group buys. Reads by id are without a reader's scope.
export { groupBuysByIds, groupBuysOfCommunity, itemsOf as itemsOfGroupBuys } from './group-buys/group-buy-store.ts';
export { closeSumsOf, closeSumsOfPlace, type CloseSum } from './group-buys/settle-store.ts';
export { countsOf as countsOfGroupBuys, type GroupBuyCount } from './group-buys/count-store.ts';
export { groupPrices, type GroupPrices } from './group-buys/group-prices.ts';
export type { GroupBuy, GroupBuyId, GroupBuyItem, GroupBuyKind, ItemTerms } from './group-buys/group-buy.ts';
export type { Campaign, CampaignPlan } from './group-buys/campaign.ts';
export type { Team, TeamId } from './group-buys/team.ts';
/** Verbs: headquarters' campaigns and frames, leaders' own, and what the clock does. */
export { createCampaign } from './group-buys/create-campaign.ts';
export { changeCampaign } from './group-buys/change-campaign.ts';
export { launchCampaign } from './group-buys/launch-campaign.ts';
export { cancelCampaign } from './group-buys/cancel-campaign.ts';
export { openGroupBuy, type OpenGroupBuyInput } from './group-buys/open-group-buy.ts';
export { copyGroupBuy } from './group-buys/copy-group-buy.ts';
export { publishGroupBuy } from './group-buys/publish-group-buy.ts';
export { extendGroupBuy } from './group-buys/extend-group-buy.ts';
export { closeGroupBuy } from './group-buys/close-group-buy.ts';
export { cancelGroupBuy } from './group-buys/cancel-group-buy.ts';
export { openDueGroupBuys } from './group-buys/open-due-group-buys.ts';
export { expireTeams } from './group-buys/expire-teams.ts';
export { settleGroupBuys } from './group-buys/settle-group-buys.ts';
export { saveLeaderItem, type SaveLeaderItemInput } from './group-buys/save-leader-item.ts';
export { saveCutOffRule, type SaveCutOffRuleInput } from './group-buys/save-cut-off-rule.ts';

// What the shop's pages show, for whoever renders them.
export { shopCommunities } from './storefront/describe-communities.ts';
export { shopHome } from './storefront/read-home.ts';
export { shopItem } from './storefront/read-item.ts';
export { describeForShop, shopGroupBuyByKey } from './group-buys/shop-group-buys.ts';

// Pick-up and claims.
export { confirmArrival, type ConfirmArrivalInput } from './pick-up/confirm-arrival.ts';
export { deliverParcel, departParcel, handOverAtCounter } from './pick-up/hand-over-at-counter.ts';
export { redeemParcels, type RedeemInput } from './pick-up/redeem-parcels.ts';
export { returnUncollected } from './pick-up/return-uncollected.ts';
export { saveCollectRule } from './pick-up/save-collect-rule.ts';
export { sendWave, type SendWaveInput } from './pick-up/send-wave.ts';
export { undoHandOver } from './pick-up/undo-hand-over.ts';
export { addClaimPhoto } from './claims/add-claim-photo.ts';
export { decideClaim, type Decision } from './claims/decide-claim.ts';
export { openClaim, type OpenClaimInput } from './claims/open-claim.ts';
export { saveClaimRule } from './claims/save-claim-rule.ts';
export type { Claim, ClaimId } from './claims/claim.ts';
