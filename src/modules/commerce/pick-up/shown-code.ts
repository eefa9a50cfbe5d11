import { NotFound, Refusal } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import type { PickupPoint } from '#modules/territory';
import { countWrongCode, insertPickUpKey, pickUpKey, wrongCodes } from './code-store.ts';
import { cardByCode, cardsByIds } from './parcel-card-store.ts';
import type { ParcelCard } from './parcel-card.ts';
import type { ShownBy } from './pick-up-contract.ts';
import { isPickUpToken, parcelNamedBy } from './pick-up-token.ts';

/** So many codes that open nothing, in so long, and nobody types more: eight digits are not to be guessed. */
export const MAX_WRONG = 8;
const WINDOW = 10 * MINUTE;

/** Opens nothing at this point. */
export class CodeOpensNothing extends Refusal {
  constructor() {
    super('code-opens-nothing', 'not_found');
  }
}

/** A QR code that is not ours, of another point, or of a code that changed. */
export class TokenUnfit extends Refusal {
  constructor() {
    super('pick-up-token-unfit', 'not_found');
  }
}

export class TooManyWrongCodes extends Refusal {
  constructor(seconds: number) {
    super('too-many-wrong-codes', 'limited', { minutes: Math.ceil(seconds / 60) }, { retryAfterSeconds: seconds });
  }
}

/** With what tokens of a city are signed: made when the first is asked for. */
export async function keyOf(ctx: Context, cityId: CityId): Promise<Uint8Array> {
  const kept = await pickUpKey(ctx.db, cityId);
  if (kept !== undefined) return kept;
  await insertPickUpKey(ctx.db, cityId, ctx.random.bytes(32), ctx.clock.now());
  const made = await pickUpKey(ctx.db, cityId);
  if (made === undefined) throw new Error('the key is gone');
  return made;
}

/** The parcel that was shown at a point, whatever its state. Throws CodeOpensNothing, TokenUnfit, NotFound. */
async function shownParcel(db: Tx['db'] | Context['db'], point: PickupPoint, by: ShownBy): Promise<ParcelCard> {
  const at = { cityId: point.cityId, pickupPointId: point.id };
  if (by.how === 'code') {
    const card = await cardByCode(db, { ...at, code: by.code.replaceAll(/\s/g, '') });
    if (card === undefined) throw new CodeOpensNothing();
    return card;
  }
  const parcelId = by.how === 'list' ? by.parcelId : parcelNamedBy(by.token);
  const [card] = parcelId === undefined ? [] : await cardsByIds(db, [parcelId]);
  const isHere = card?.pickupPointId === point.id && card.cityId === point.cityId;
  if (by.how === 'list' && isHere) return card;
  if (by.how === 'list') throw new NotFound('parcel');
  const key = await pickUpKey(db, point.cityId);
  if (!isHere || key === undefined || !isPickUpToken(key, by.token, card)) throw new TokenUnfit();
  return card;
}

/**
 * Runs `work` with the parcel that was shown, after a look at how often whoever asks was wrong lately; a wrong code is
 * counted in a transaction of its own, since the refusal takes everything else back. Throws TooManyWrongCodes.
 */
export async function withShown<T>(
  ctx: Context,
  work: (find: (db: Tx['db'] | Context['db'], point: PickupPoint) => Promise<ParcelCard>) => Promise<T>,
  by: ShownBy,
): Promise<T> {
  const now = ctx.clock.now();
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : undefined;
  const since = new Date(now.getTime() - WINDOW);
  const find = async (db: Tx['db'] | Context['db'], point: PickupPoint): Promise<ParcelCard> => {
    const counted = userId === undefined ? undefined : await wrongCodes(db, userId, since);
    if (by.how !== 'list' && counted !== undefined && counted.wrong >= MAX_WRONG) {
      throw new TooManyWrongCodes(Math.ceil((counted.since.getTime() + WINDOW - now.getTime()) / 1_000));
    }
    return shownParcel(db, point, by);
  };
  try {
    return await work(find);
  } catch (error) {
    const wrong = error instanceof CodeOpensNothing || error instanceof TokenUnfit;
    if (wrong && userId !== undefined) {
      await ctx.under('wrong').transaction((tx) => countWrongCode(tx.db, userId, since, tx.now));
    }
    throw error;
  }
}
