import { NotFound } from '#kernel/errors';
import type { CommunityId, Id, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { packagesByIds, UnknownPackage } from '#modules/commerce';
import { communityInScope, storesServing } from '#modules/territory';
import { CommunityNotCovered, coveredCity, touchpointInScope } from '#modules/touchpoints';
import { CODE_LENGTH, codeFrom, type BookingCode } from './booking-code.ts';
import { insertCode } from './code-store.ts';

export interface AddCodeInput {
  readonly label: string;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly packageId?: Id<'Package'> | undefined;
}

/** A code that another has comes once in a billion: after this many the source of chance is broken. */
const ATTEMPTS = 5;

/**
 * A new code to be printed, for a community or a touchpoint within the area of who makes it. Throws NotFound,
 * CommunityNotCovered where the touchpoint does not serve the community, UnknownPackage.
 */
export async function addCode(ctx: Context, input: AddCodeInput): Promise<BookingCode> {
  const place = await placeOf(ctx, input);
  return ctx.transaction(async (tx) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const made: BookingCode = {
        ...place,
        code: codeFrom(ctx.random.bytes(CODE_LENGTH)),
        label: input.label,
        state: 'live',
        madeBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        madeAt: tx.now,
        revokedAt: null,
      };
      if (!(await insertCode(tx.db, made))) continue;
      const { communityId, touchpointId, packageId } = made;
      await tx.audit({
        action: 'add-code',
        subject: { kind: 'booking_code', id: made.code },
        details: { communityId, touchpointId, packageId },
      });
      return made;
    }
    throw new Error(`no free code in ${ATTEMPTS} attempts`);
  });
}

async function placeOf(
  ctx: Context,
  { communityId, touchpointId, packageId }: AddCodeInput,
): Promise<Pick<BookingCode, 'cityId' | 'communityId' | 'storeId' | 'touchpointId' | 'packageId'>> {
  const community = communityId && (await communityInScope(ctx.db, ctx.scope, communityId));
  const touchpoint = touchpointId && (await touchpointInScope(ctx.db, ctx.scope, touchpointId));
  if (communityId !== undefined && community === undefined) throw new NotFound('community');
  if (touchpointId !== undefined && touchpoint === undefined) throw new NotFound('touchpoint');
  if (touchpointId !== undefined && communityId !== undefined) {
    if ((await coveredCity(ctx.db, touchpointId, communityId)) === undefined) throw new CommunityNotCovered();
  }
  const offered = packageId && (await packagesByIds(ctx.db, [packageId])).get(packageId);
  if (packageId !== undefined && offered?.active !== true) throw new UnknownPackage();
  const cityId = community?.cityId ?? touchpoint?.cityId;
  if (cityId === undefined) throw new NotFound('community');
  const [serving] =
    communityId === undefined ? [] : ((await storesServing(ctx.db, [communityId])).get(communityId) ?? []);
  return {
    cityId,
    communityId: communityId ?? null,
    storeId: serving?.id ?? touchpoint?.storeId ?? null,
    touchpointId: touchpointId ?? null,
    packageId: packageId ?? null,
  };
}
