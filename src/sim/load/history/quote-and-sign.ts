import {
  askProvider,
  CONSENT,
  declineContract,
  draftQuotation,
  effectivePrices,
  offerContract,
  openContract,
  packageByCode,
  payTrade,
  sendQuotation,
  signContract,
  startPayment,
  type OrderId,
  type PaymentStage,
  type QuotationId,
} from '#modules/commerce';
import type { Visit } from '#modules/fulfilment';
import { askedOptions, drawnSignature, type HomeForm } from '../../world/index.ts';
import { after } from './daytime.ts';
import { DEVICE, hoursLater, type Deal } from './deal.ts';

const MM2_A_SQUARE_METRE = 1_000_000;

/** Whoever measured quotes, the same evening or the next day. Undefined where that would be later than now. */
export async function quote(deal: Deal, visit: Visit, home: HomeForm): Promise<QuotationId | undefined> {
  const { touchpointId, visitId, cityId, communityId, storeId } = visit;
  const { db } = deal.glance();
  const offered = await packageByCode(db, deal.plan.packageCode);
  if (touchpointId === null || offered === undefined) return undefined;
  if (!deal.goesOnTo(after(deal.at, 2 + 4 * deal.random.next()))) return undefined;
  const prices = await effectivePrices(db, {
    packageId: offered.id,
    place: { cityId, communityId, storeId },
    at: deal.at,
  });
  const area = home.rooms.reduce((sum, room) => sum + (room.lengthMm * room.widthMm) / MM2_A_SQUARE_METRE, 0);
  const options = askedOptions(deal.random, prices.options, area).map(({ code, quantity }) => ({
    code,
    quantityHundredths: Math.round(quantity * 100),
  }));
  const draft = await draftQuotation(await deal.worker(touchpointId, 'draft'), {
    visitId,
    packageId: offered.id,
    quantityHundredths: 100,
    options,
    discount: null,
  });
  deal.goesOnTo(hoursLater(deal.at, 0.2));
  const { quotationId } = await sendQuotation(await deal.worker(touchpointId, 'send'), {
    quotationId: draft.quotationId,
  });
  return quotationId;
}

/** The customer reads the contract, and signs it or does not. The order; undefined where there is none. */
export async function decide(deal: Deal, quotationId: QuotationId): Promise<OrderId | undefined> {
  if (!deal.goesOnTo(after(deal.at, 3 + 12 * deal.random.next()))) return undefined;
  const device = DEVICE;
  const { contractId } = await offerContract(await deal.customer('contract'), { quotationId, as: 'own', device });
  await openContract(await deal.customer('open'), { contractId, as: 'own', device });
  if (deal.plan.end === 'to_sign' || !deal.goesOnTo(hoursLater(deal.at, 0.3))) return undefined;
  if (deal.plan.end === 'declined') {
    await declineContract(await deal.customer('decline'), { contractId, device });
    return undefined;
  }
  const signed = await signContract(await deal.customer('sign'), {
    contractId,
    proof: { kind: 'session' },
    drawing: await drawnSignature(deal.random),
    consentVersion: CONSENT.version,
    device,
  });
  return signed.orderId ?? undefined;
}

/** Pays at the sandbox's cashier; no notice comes while nothing listens, so the provider is asked how it stands. */
export async function pay(deal: Deal, orderId: OrderId, stage: PaymentStage): Promise<boolean> {
  if (!deal.goesOnTo(after(deal.at, 0.5 + deal.random.next()))) return false;
  const { cashierUrl } = await startPayment(await deal.customer(`pay/${stage}`), { orderId, stage });
  await payTrade(deal.glance(), {
    token: decodeURIComponent(cashierUrl.split('/').at(-1) ?? ''),
    behaviour: 'no_notice',
  });
  deal.goesOnTo(hoursLater(deal.at, 0.1));
  await askProvider(deal.glance());
  return true;
}
