import type { DraftQuotationBody, EffectivePackage, MyOpportunity, QuotationAnswer } from '#modules/commerce/contract';

type DiscountReason = NonNullable<DraftQuotationBody['discount']>['reason'];

/** A quotation while it is put together: quantities and money as they were typed. */
export interface QuoteDraft {
  readonly packageId: string;
  readonly quantity: string;
  /** What was chosen beside the package, by code. */
  readonly options: Readonly<Record<string, string>>;
  /** In yuan. */
  readonly discount: string;
  readonly reason: DiscountReason | undefined;
}

export interface Areas {
  /** Hundredths of a square metre; undefined where nothing was measured. */
  readonly floor: number | undefined;
  readonly walls: number | undefined;
}

/** Sold by the area: the package or one of its options. */
export const isByArea = ({ unit }: { readonly unit: string }): boolean => unit.replace(/^\//, '') === '㎡';

/** A quantity in hundredths: whole for what is counted, at most two decimals for areas; undefined when it is none. */
export function hundredthsOf(text: string, byArea: boolean): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[。,]/g, '.').trim();
  if (!(byArea ? /^\d{1,4}(\.\d{0,2})?$/ : /^\d{1,4}$/).test(plain)) return undefined;
  const value = Math.round(Number(plain) * 100);
  return value > 0 && value <= 200_000 ? value : undefined;
}

/** Fen of an amount in yuan; undefined when it is none. */
export function fenOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[。]/g, '.').replaceAll(',', '').trim();
  if (!/^\d{1,8}(\.\d{0,2})?$/.test(plain)) return undefined;
  return Math.round(Number(plain) * 100);
}

/** Half up to the fen, line by line, as the server does it. */
export const amountOf = (priceFen: number, hundredths: number): number =>
  Math.floor((priceFen * hundredths + 50) / 100);

export interface Sum {
  readonly listFen: number;
  readonly discountFen: number;
  readonly totalFen: number;
}

/** What it comes to at the prices shown; what is not yet a number counts as nothing. The server's sum is the truth. */
export function sumOf(draft: QuoteDraft, offered: EffectivePackage): Sum {
  const own = amountOf(offered.priceFen, hundredthsOf(draft.quantity, isByArea(offered)) ?? 0);
  const options = offered.options.reduce((sum, option) => {
    const typed = draft.options[option.code];
    return typed === undefined ? sum : sum + amountOf(option.priceFen, hundredthsOf(typed, isByArea(option)) ?? 0);
  }, 0);
  const discountFen = fenOf(draft.discount) ?? 0;
  return { listFen: own + options, discountFen, totalFen: own + options - discountFen };
}

/** The most that the seller may take off by themself. */
export const mostDiscount = (listFen: number, limitPercent: number): number =>
  Math.floor((listFen * limitPercent) / 100);

/** What has to be put right before it can be saved, in words. */
export function quoteFaults(draft: QuoteDraft, offered: EffectivePackage, limitPercent: number): readonly string[] {
  const wrong = (name: string, byArea: boolean): string => `「${name}」填${byArea ? '面积，如 12.5' : '个数'}`;
  const { listFen, discountFen, totalFen } = sumOf(draft, offered);
  const most = mostDiscount(listFen, limitPercent);
  return [
    ...(hundredthsOf(draft.quantity, isByArea(offered)) === undefined ? [wrong(offered.name, isByArea(offered))] : []),
    ...offered.options.flatMap((option) => {
      const typed = draft.options[option.code];
      const fine = typed === undefined || hundredthsOf(typed, isByArea(option)) !== undefined;
      return fine ? [] : [wrong(option.name, isByArea(option))];
    }),
    ...(draft.discount.trim() !== '' && fenOf(draft.discount) === undefined ? ['优惠填多少元'] : []),
    ...(discountFen > most ? [`优惠最多 ${Math.floor(most / 100).toLocaleString('en')} 元（${limitPercent}%）`] : []),
    ...(discountFen > 0 && draft.reason === undefined ? ['优惠要选个原因'] : []),
    ...(listFen > 0 && totalFen < 100 ? ['优惠后不到 1 元'] : []),
  ];
}

/** What is sent. Only for a draft without faults. */
export function quoteBody(draft: QuoteDraft, offered: EffectivePackage): unknown {
  const amountFen = fenOf(draft.discount) ?? 0;
  return {
    packageId: draft.packageId,
    quantity: (hundredthsOf(draft.quantity, isByArea(offered)) ?? 0) / 100,
    options: offered.options.flatMap((option) => {
      const typed = draft.options[option.code];
      if (typed === undefined) return [];
      return [{ code: option.code, quantity: (hundredthsOf(typed, isByArea(option)) ?? 0) / 100 }];
    }),
    discount: amountFen === 0 ? null : { amountFen, reason: draft.reason },
  };
}

/** Paint goes on walls, the rest on floors: the first guess, which the person corrects by a tap. */
const ON_WALLS = /墙|漆|涂|顶|裱|壁/;

/** The first guess at a quantity: what was measured, where it is sold by the area; else one. */
export function firstQuantity(of: { readonly unit: string; readonly name: string }, areas: Areas): string {
  if (!isByArea(of)) return '1';
  const area = ON_WALLS.test(of.name) ? areas.walls : areas.floor;
  return area === undefined || area === 0 ? '' : String(area / 100);
}

/** To begin with: my draft, else what was sent last, else the package that was asked about. */
export function firstDraft(sale: MyOpportunity, areas: Areas): QuoteDraft | undefined {
  const before =
    sale.quotations.find(({ state }) => state === 'draft') ?? sale.quotations.find(({ state }) => state !== 'draft');
  const of = before === undefined ? undefined : fromQuotation(before, sale);
  if (of !== undefined) return of;
  const offered = sale.packages.find(({ packageId }) => packageId === sale.packageId) ?? sale.packages[0];
  return offered && draftFor(offered, areas);
}

export const draftFor = (offered: EffectivePackage, areas: Areas): QuoteDraft => ({
  packageId: offered.packageId,
  quantity: firstQuantity(offered, areas),
  options: {},
  discount: '',
  reason: undefined,
});

/** What a quotation asked for, as far as it is still offered. */
function fromQuotation(quotation: QuotationAnswer, sale: MyOpportunity): QuoteDraft | undefined {
  const offered = sale.packages.find(({ packageId }) => packageId === quotation.packageId);
  if (offered === undefined) return undefined;
  const discount = quotation.lines.find(({ kind }) => kind === 'discount');
  const still = new Set(offered.options.map(({ code }) => code));
  return {
    packageId: quotation.packageId,
    quantity: String(quotation.lines.find(({ kind }) => kind === 'package')?.quantity ?? 1),
    options: Object.fromEntries(
      quotation.lines.flatMap(({ kind, code, quantity }) =>
        kind === 'option' && code !== null && still.has(code) ? [[code, String(quantity)]] : [],
      ),
    ),
    discount: discount === undefined ? '' : String(-discount.amountFen / 100),
    reason: discount === undefined ? undefined : ((discount.code ?? undefined) as DiscountReason | undefined),
  };
}

/** Whether a draft asks for exactly what a quotation says. */
export function saysTheSame(draft: QuoteDraft, quotation: QuotationAnswer, sale: MyOpportunity): boolean {
  const of = fromQuotation(quotation, sale);
  const offered = sale.packages.find(({ packageId }) => packageId === draft.packageId);
  if (of === undefined || offered === undefined || of.packageId !== draft.packageId) return false;
  return JSON.stringify(quoteBody(draft, offered)) === JSON.stringify(quoteBody(of, offered));
}

/** The opportunity after one of its quotations was made or moved, until it is fetched again. */
export function withQuotation(sale: MyOpportunity, made: QuotationAnswer): MyOpportunity {
  const others = sale.quotations
    .filter(({ quotationId }) => quotationId !== made.quotationId)
    .map((each) =>
      each.state === made.state && (made.state === 'draft' || made.state === 'sent')
        ? { ...each, state: 'superseded' as const, stateName: '已有新报价' }
        : each,
    );
  const quotations = [made, ...others].toSorted((a, b) => b.revision - a.revision);
  return { ...sale, quotations };
}
