import type { Context } from '#platform/context';
import { packagesByIds } from '#modules/commerce';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { codeUrl, type BookingCode } from './booking-code.ts';
import type { CodeItem } from './code-contract.ts';
import { countUses } from './code-store.ts';

/** Codes as screens show them, with names and counts, in a few batched reads. */
export async function describeCodes(ctx: Context, codes: readonly BookingCode[]): Promise<CodeItem[]> {
  const places = await communitiesByIds(ctx.db, [...new Set(codes.flatMap((code) => code.communityId ?? []))]);
  const packages = await packagesByIds(
    ctx.db,
    codes.flatMap((code) => code.packageId ?? []),
  );
  const person = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    codes.flatMap((code) => code.touchpointId ?? []),
  );
  const uses = await countUses(
    ctx.db,
    codes.map((code) => code.code),
  );
  return codes.map((it) => ({
    code: it.code,
    url: codeUrl(ctx.services.settings.publicUrl, it.code),
    label: it.label,
    state: it.state,
    cityId: it.cityId,
    communityId: it.communityId,
    communityName: it.communityId === null ? null : (places.get(it.communityId)?.name ?? null),
    touchpointId: it.touchpointId,
    touchpointName: it.touchpointId === null ? null : person(it.touchpointId).name,
    roleName: it.touchpointId === null ? null : person(it.touchpointId).roleName,
    packageId: it.packageId,
    packageName: it.packageId === null ? null : (packages.get(it.packageId)?.name ?? null),
    scans: uses.get(it.code)?.scans ?? 0,
    bookings: uses.get(it.code)?.bookings ?? 0,
    madeBy: it.madeBy,
    madeAt: it.madeAt.toISOString(),
    revokedAt: it.revokedAt?.toISOString() ?? null,
  }));
}

export async function describeCode(ctx: Context, code: BookingCode): Promise<CodeItem> {
  const [item] = await describeCodes(ctx, [code]);
  if (item === undefined) throw new Error('one code in, one out');
  return item;
}
