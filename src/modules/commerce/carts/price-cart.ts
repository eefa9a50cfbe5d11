import { fen, splitFen, sumFen, type Fen } from '#kernel/money';
import type { Benefit, PromotionId, UsedBenefit } from '../promotions/benefit.ts';
import { bestFamily } from './best-family.ts';
import {
  CartTooLarge,
  MAX_GOODS_FEN,
  type CartInput,
  type DeliveryRule,
  type PricedCart,
  type PricedLine,
  type PriceStep,
  type UnusedBenefit,
} from './cart.ts';
import { inScope, offerOf, shortOf, yuan, type Offer, type OpenLine } from './discount-of.ts';
import { STEP_RULES, stepOf, type BenefitStep } from './price-steps.ts';

interface OpenCart {
  readonly lines: readonly OpenLine[];
  readonly steps: readonly PriceStep[];
  readonly used: readonly UsedBenefit[];
  readonly unused: readonly UnusedBenefit[];
}

/**
 * What a cart costs, step by step (`STEP_RULES` has the table), and why what was not taken was not. Pure: the same for
 * preview, order and refund, and for everybody with the same goods, place and published benefits. Benefits may be given
 * in any order.
 *
 * @throws CartTooLarge
 */
export function priceCart(input: CartInput): PricedCart {
  const lines = input.lines.map((line) => {
    const grossFen = line.unitFen * line.quantity;
    return { line, grossFen, leftFen: grossFen };
  });
  const goodsFen = lines.reduce((sum, { grossFen }) => sum + grossFen, 0);
  if (goodsFen > MAX_GOODS_FEN) throw new CartTooLarge();
  const benefits = input.benefits.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const opened: OpenCart = { lines, steps: [goodsStep(lines, fen(goodsFen))], used: [], unused: [] };
  const priced = STEP_RULES.reduce<OpenCart>((cart, { step }) => {
    const ofStep = benefits.filter((benefit) => stepOf(benefit) === step);
    return step === 'delivery'
      ? withDelivery(cart, ofStep, input, fen(goodsFen))
      : ofStep.length === 0
        ? cart
        : withStep(cart, step, ofStep);
  }, opened);
  return closed(priced, fen(goodsFen));
}

const negative = (amount: number): Fen => fen(0 - amount);

const keyOf = ({ promotionId, couponId }: Benefit): string => `${promotionId} ${couponId ?? ''}`;

const takes = (offer: Offer): offer is Extract<Offer, { amountFen: Fen }> => 'amountFen' in offer;

/** One step: the family of its benefits that takes most off, those for part of the goods before those for all. */
function withStep(cart: OpenCart, step: BenefitStep, benefits: readonly Benefit[]): OpenCart {
  const candidates = benefits.map((item) => {
    const offer = offerOf(item, cart.lines);
    return { item, weight: takes(offer) ? offer.amountFen : 0 };
  });
  const family = familyOf(step, candidates, cart.lines).toSorted((a, b) => breadth(a) - breadth(b));
  const taken = family.reduce((before, benefit) => withBenefit(before, step, benefit), cart);
  const left = benefits.filter((benefit) => !family.includes(benefit));
  return {
    ...taken,
    // Why it does not work is said of the cart as the step found it.
    unused: [...taken.unused, ...left.map((benefit) => unusedOf(step, benefit, offerOf(benefit, cart.lines), family))],
  };
}

const breadth = ({ scope }: Benefit): number => (scope.kind === 'all' ? 1 : 0);

function familyOf(
  step: BenefitStep,
  candidates: readonly { item: Benefit; weight: number }[],
  lines: readonly OpenLine[],
): readonly Benefit[] {
  const rule = STEP_RULES.find((each) => each.step === step);
  return bestFamily(candidates, (a, b) => {
    const shareLines = lines.some(({ line }) => inScope(a, line) && inScope(b, line));
    // One promotion is taken once, however many of its coupons somebody has.
    return a.promotionId !== b.promotionId && rule?.together({ a, b, shareLines }) === true;
  });
}

function withBenefit(cart: OpenCart, step: BenefitStep, benefit: Benefit): OpenCart {
  const offer = offerOf(benefit, cart.lines);
  if (!takes(offer)) return { ...cart, unused: [...cart.unused, unusedOf(step, benefit, offer, [])] };
  const split = splitFen(offer.amountFen, offer.weights);
  const touched = cart.lines.filter((_line, at) => (offer.weights[at] ?? 0) > 0);
  return {
    ...cart,
    lines: cart.lines.map((each, at) => ({ ...each, leftFen: each.leftFen - (split[at] ?? 0) })),
    steps: [
      ...cart.steps,
      {
        step,
        title: benefit.title,
        appliesTo: touched.length === cart.lines.length ? '全部商品' : namesOf(touched),
        amountFen: negative(offer.amountFen),
        promotionId: benefit.promotionId,
        couponId: benefit.couponId,
        split: cart.lines.flatMap(({ line }, at) => {
          const part = split[at] ?? 0;
          return part === 0 ? [] : [{ lineNo: line.lineNo, amountFen: negative(part) }];
        }),
      },
    ],
    used: [...cart.used, { ...benefit, amountFen: offer.amountFen }],
  };
}

function namesOf(lines: readonly OpenLine[]): string {
  const first = lines[0]?.line.name ?? '';
  return lines.length > 1 ? `${first}等${lines.length}种商品` : first;
}

function unusedOf(step: BenefitStep, benefit: Benefit, offer: Offer, family: readonly Benefit[]): UnusedBenefit {
  const { promotionId, couponId, title } = benefit;
  if (!takes(offer)) return { promotionId, couponId, title, ...offer };
  const winner = family.find((each) => each.promotionId === promotionId) ?? family[0];
  const lost = STEP_RULES.find((each) => each.step === step)?.lost(winner?.title ?? '');
  return { promotionId, couponId, title, why: lost ?? '', missingFen: null };
}

function goodsStep(lines: readonly OpenLine[], goodsFen: Fen): PriceStep {
  return {
    step: 'goods',
    title: '商品',
    appliesTo: '全部商品',
    amountFen: goodsFen,
    promotionId: null,
    couponId: null,
    split: lines.map(({ line, grossFen }) => ({ lineNo: line.lineNo, amountFen: fen(grossFen) })),
  };
}

/** The fee, where something is delivered, and the one benefit that takes most off it. */
function withDelivery(
  cart: OpenCart,
  benefits: readonly Benefit[],
  { fulfilment, deliveryRule }: Pick<CartInput, 'fulfilment' | 'deliveryRule'>,
  goodsFen: Fen,
): OpenCart {
  const charged = fulfilment === 'delivery' && goodsFen > 0 ? deliveryRule : null;
  const feeFen = charged === null ? fen(0) : feeOf(charged, goodsFen);
  const fee = charged === null ? [] : [feeStep(charged, feeFen)];
  const offers = benefits.map((benefit) => ({
    benefit,
    offer: deliveryOffer(benefit, fulfilment, feeFen, goodsFen),
  }));
  const [best] = offers
    .flatMap(({ benefit, offer }) => (takes(offer) ? [{ ...benefit, amountFen: offer.amountFen }] : []))
    .toSorted((a, b) => b.amountFen - a.amountFen);
  const family = best === undefined ? [] : [best];
  const lost = offers.filter(({ benefit }) => best === undefined || keyOf(benefit) !== keyOf(best));
  return {
    ...cart,
    steps: [...cart.steps, ...fee, ...family.map(offFeeStep)],
    used: [...cart.used, ...family],
    unused: [...cart.unused, ...lost.map(({ benefit, offer }) => unusedOf('delivery', benefit, offer, family))],
  };
}

const offFeeStep = ({ title, amountFen, promotionId, couponId }: UsedBenefit): PriceStep => ({
  ...feeStep(null, negative(amountFen)),
  title,
  promotionId,
  couponId,
});

const feeOf = ({ feeFen, freeFromFen }: DeliveryRule, goodsFen: Fen): Fen =>
  freeFromFen !== null && goodsFen >= freeFromFen ? fen(0) : feeFen;

function feeStep(rule: DeliveryRule | null, amountFen: Fen): PriceStep {
  const free = rule !== null && rule.freeFromFen !== null && amountFen === 0 && rule.feeFen > 0;
  const title = free ? `满${yuan(rule.freeFromFen ?? 0)}元免运费` : '运费';
  return { step: 'delivery', title, appliesTo: '运费', amountFen, promotionId: null, couponId: null, split: [] };
}

function deliveryOffer(benefit: Benefit, fulfilment: CartInput['fulfilment'], feeFen: Fen, goodsFen: Fen): Offer {
  const { rule } = benefit;
  if (rule.kind !== 'delivery') return { why: '', missingFen: null };
  if (fulfilment !== 'delivery') return { why: '自提不收运费，用不上', missingFen: null };
  const short = shortOf(rule, goodsFen);
  if (short !== undefined) return short;
  if (feeFen === 0) return { why: '这一单已经免运费', missingFen: null };
  return { amountFen: fen(Math.min(feeFen, rule.offFen ?? feeFen)), weights: [] };
}

function closed(cart: OpenCart, goodsFen: Fen): PricedCart {
  const lines = cart.lines.map((each) => closedLine(each, cart.steps));
  const deliveryFen = sumFen(cart.steps.filter(({ step }) => step === 'delivery').map((step) => step.amountFen));
  const discountFen = sumFen(lines.map((line) => line.discountFen));
  return {
    lines,
    steps: cart.steps,
    goodsFen,
    discountFen,
    deliveryFen,
    totalFen: fen(goodsFen - discountFen + deliveryFen),
    used: cart.used,
    unused: cart.unused,
  };
}

function closedLine({ line, grossFen, leftFen }: OpenLine, steps: readonly PriceStep[]): PricedLine {
  const splits = steps.flatMap(({ promotionId, split }): { promotionId: PromotionId; amountFen: Fen }[] => {
    const part = split.find((each) => each.lineNo === line.lineNo);
    return promotionId === null || part === undefined ? [] : [{ promotionId, amountFen: negative(part.amountFen) }];
  });
  return {
    lineNo: line.lineNo,
    skuId: line.skuId,
    quantity: line.quantity,
    unitFen: line.unitFen,
    grossFen: fen(grossFen),
    discountFen: fen(grossFen - leftFen),
    netFen: fen(leftFen),
    splits,
  };
}
