import { Refusal } from '#kernel/errors';
import { fen, formatYuan, sumFen, type Fen } from '#kernel/money';
import { UnknownPackage } from '../packages/package.ts';
import type { EffectiveOption, EffectivePrices } from '../prices/effective-prices.ts';
import { UnknownOption, type EffectivePrice } from '../prices/price.ts';
import { DISCOUNT_WORDS, type DiscountReason, type QuotationLine, type Sums } from './quotation.ts';
import { depositOf, exceedsLimit, TERMS } from './terms.ts';

/** What is to be quoted, without any price: those are the server's. Quantities in hundredths. */
export interface Asked {
  readonly quantityHundredths: number;
  readonly options: readonly { readonly code: string; readonly quantityHundredths: number }[];
  readonly discount: { readonly amountFen: Fen; readonly reason: DiscountReason } | null;
}

export interface Composed extends Sums {
  readonly lines: readonly QuotationLine[];
}

/** The scene of which packages are quoted on. */
export const QUOTED_SCENE = 'renewal';
const ONE = 100;

/**
 * Lines and sums of what is asked at given prices. Each line is rounded to the fen by itself, half up, so that it can be
 * checked by hand; the total is the sum of the lines.
 * @throws UnknownPackage, UnknownOption, QuantityUnfit, DiscountTooHigh, QuotationTotalTooLow
 */
export function compose(prices: EffectivePrices, asked: Asked): Composed {
  if (!prices.active || prices.scene !== QUOTED_SCENE) throw new UnknownPackage();
  const goods = [packageLine(prices, asked.quantityHundredths), ...asked.options.map((it) => optionLine(prices, it))];
  const listFen = sumFen(goods.map((line) => line.amountFen));
  const discountFen = asked.discount?.amountFen ?? fen(0);
  const totalFen = fen(listFen - discountFen);
  if (totalFen < TERMS.minTotalFen) throw new QuotationTotalTooLow();
  return {
    lines: asked.discount === null ? goods : [...goods, discountLine(asked.discount)],
    listFen,
    discountFen,
    totalFen,
    depositFen: depositOf(totalFen),
  };
}

/** What a quotation's lines ask for, to be composed again at other prices. */
export function askedBy(lines: readonly QuotationLine[]): Asked {
  const discount = lines.find((line) => line.kind === 'discount');
  return {
    quantityHundredths: lines.find((line) => line.kind === 'package')?.quantityHundredths ?? ONE,
    options: lines.flatMap((line) =>
      line.kind === 'option' && line.code !== null
        ? { code: line.code, quantityHundredths: line.quantityHundredths }
        : [],
    ),
    discount:
      discount === undefined
        ? null
        : { amountFen: fen(0 - discount.amountFen), reason: discount.code as DiscountReason },
  };
}

/** Lines whose unit price is another one now. Both were composed from the same asked. */
export function changedPrices(
  before: readonly QuotationLine[],
  now: readonly QuotationLine[],
): { name: string; fromFen: Fen; toFen: Fen; why: string }[] {
  return now.flatMap(({ name, unitPriceFen: toFen, why }, at) => {
    const fromFen = before[at]?.unitPriceFen ?? fen(0);
    return fromFen === toFen ? [] : { name, fromFen, toFen, why };
  });
}

function packageLine(prices: EffectivePrices, quantityHundredths: number): QuotationLine {
  const unit = prices.unit.replace(/^\//, '');
  if (unit !== '㎡') refuseParts(prices.name, quantityHundredths);
  return priced({ kind: 'package', code: null, name: prices.name, unit }, prices, quantityHundredths);
}

function optionLine(prices: EffectivePrices, asked: Asked['options'][number]): QuotationLine {
  const option: EffectiveOption | undefined = prices.options.find((each) => each.code === asked.code);
  if (option === undefined) throw new UnknownOption(asked.code);
  if (option.kind !== 'per_area') refuseParts(option.name, asked.quantityHundredths);
  const { code, name, unit } = option;
  return priced({ kind: 'option', code, name, unit }, option, asked.quantityHundredths);
}

const priced = (
  what: Pick<QuotationLine, 'kind' | 'code' | 'name' | 'unit'>,
  { priceFen, why }: EffectivePrice,
  quantityHundredths: number,
): QuotationLine => ({
  ...what,
  quantityHundredths,
  unitPriceFen: priceFen,
  amountFen: fen(Math.floor((priceFen * quantityHundredths + ONE / 2) / ONE)),
  why,
});

const discountLine = ({ amountFen, reason }: NonNullable<Asked['discount']>): QuotationLine => ({
  kind: 'discount',
  code: reason,
  name: '优惠',
  unit: '',
  quantityHundredths: ONE,
  unitPriceFen: fen(0 - amountFen),
  amountFen: fen(0 - amountFen),
  why: DISCOUNT_WORDS[reason],
});

function refuseParts(name: string, quantityHundredths: number): void {
  if (quantityHundredths % ONE !== 0) throw new QuantityUnfit(name);
}

/** A discount beyond the limit is for those who may edit prices. @throws DiscountTooHigh */
export function refuseHighDiscount({ discountFen, listFen }: Sums, permissions: ReadonlySet<string>): void {
  if (exceedsLimit(discountFen, listFen) && !permissions.has('price.edit')) {
    throw new DiscountTooHigh(fen(Math.floor((listFen * TERMS.discountLimitPercent) / 100)));
  }
}

/** What is counted is quoted in whole numbers. */
export class QuantityUnfit extends Refusal {
  constructor(name: string) {
    super('quotation-quantity-unfit', 'invalid', { name });
  }
}

export class DiscountTooHigh extends Refusal {
  constructor(most: Fen) {
    const percent = TERMS.discountLimitPercent;
    super('quotation-discount-too-high', 'invalid', { most: formatYuan(most), percent }, { more: { mostFen: most } });
  }
}

export class QuotationTotalTooLow extends Refusal {
  constructor() {
    super('quotation-total-too-low', 'invalid');
  }
}

/** Prices changed since the draft: the seller agrees to the new total first. */
export class QuotationPricesChanged extends Refusal {
  constructor(now: Sums, changes: ReturnType<typeof changedPrices>) {
    const names = changes.map(({ name }) => `「${name}」`).join('、');
    const { totalFen } = now;
    super(
      'quotation-prices-changed',
      'conflict',
      { names: names === '' ? '价格' : `${names}的价格`, total: formatYuan(totalFen) },
      { more: { totalFen, changes } },
    );
  }
}
