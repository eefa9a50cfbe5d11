/** What is left over at a place, and what it usually costs. */
interface LeftOver {
  readonly means: readonly number[];
  readonly priceFen: number;
}

/**
 * How much more is bought when a price falls: demand goes with price to the power of so much. An assumption, not a
 * measurement: meta-analysis finds −2.6 on average over consumer goods (Bijmolt, van Heerde and Pieters, Journal of Marketing
 * Research 42(2), 2005); what has to go within a day finds fewer buyers, so it is taken lower.
 */
export const ELASTICITY = -2;
const DEEPEST = 0.5;
const SHALLOWEST = 0.95;

/**
 * The price of today at which as much more is expected to be bought as would have to be thrown away, in tens of fen, at least
 * half of the usual one. Undefined where so little is left that a usual day takes it.
 */
export function clearingPrice(
  { means, priceFen }: LeftOver,
  left: number,
): { readonly priceFen: number; readonly worthFen: number } | undefined {
  const usual = means[0]!;
  if (usual <= 0 || priceFen <= 0) return undefined;
  const ratio = Math.min(SHALLOWEST, Math.max(DEEPEST, ((usual + left) / usual) ** (1 / ELASTICITY)));
  const reduced = Math.max(10, Math.round((priceFen * ratio) / 10) * 10);
  if (reduced >= priceFen) return undefined;
  const more = Math.min(left, usual * ((reduced / priceFen) ** ELASTICITY - 1));
  // What is sold more is won whole, since it would have been thrown away; what sells anyway gets cheaper.
  const worthFen = more * reduced - usual * (priceFen - reduced);
  return worthFen <= 0 ? undefined : { priceFen: reduced, worthFen };
}
