export { commerceModule } from './module.ts';

// Packages: configuration, the same for every reader.
export { activePackages, packageByCode, packagesByIds } from './packages/package-store.ts';
export { FAMILY_TOPICS, UnknownPackage } from './packages/package.ts';
export type { Package, PackageFacts, PackageId, Scene, Suits } from './packages/package.ts';
export { savePackage, type SavePackageInput } from './packages/save-package.ts';

// Prices: what things cost at a place and a moment, each with why.
export { effectiveCatalogue, effectivePrices } from './prices/effective-prices.ts';
export type { EffectiveOption, EffectivePrices } from './prices/effective-prices.ts';
export type { PricePlace } from './prices/price.ts';
export { addAreaPrice, type AddAreaPriceInput } from './prices/add-area-price.ts';
export { endAreaPrice } from './prices/end-area-price.ts';
export { saveOption, type SaveOptionInput } from './prices/save-option.ts';
export type { OptionFacts, PackageOption } from './prices/option.ts';

// Quotations.
export { draftQuotation, type DraftQuotationInput } from './quotations/draft-quotation.ts';
export { sendQuotation, type SendQuotationInput } from './quotations/send-quotation.ts';
export { withdrawQuotation } from './quotations/withdraw-quotation.ts';
export type { Quotation, QuotationId } from './quotations/quotation.ts';

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
export { cancelOrder, cancelOwnOrder, type CancelOrderInput } from './orders/cancel-order.ts';
export type { CancelReason, Order, OrderId, OrderState, PaymentId, PaymentStage, RefundId } from './orders/order.ts';
/** Part, for contracts and whoever makes orders of other channels. */
export { placeOrder, type SignedQuotation } from './orders/place-order.ts';

// Payments.
export { advanceAccount, cashAccount, heldAccount } from './payments/books.ts';
export { askProvider } from './payments/ask-provider.ts';
export { decideHeldPayment } from './payments/decide-held-payment.ts';
export { refundPayment } from './payments/refund-payment.ts';
export { startPayment, type StartPaymentInput } from './payments/start-payment.ts';
export type { Payment } from './payments/payment.ts';
export type { Refund } from './payments/refund.ts';
/** The sandbox's own side, for the demo and for tests: paying at its cashier, and what it does by the clock. */
export { runSandbox } from './payments/sandbox/deliver-notices.ts';
export { payTrade } from './payments/sandbox/pay-trade.ts';
