import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { SignalReported } from '../events.ts';
import { coveredCity, insertSignal } from './signal-store.ts';
import { CommunityNotCovered, type Signal, type SignalKind } from './signal.ts';

/** Somebody at the front reports what they saw in a community that they serve. Throws CommunityNotCovered. */
export async function reportSignal(
  ctx: Context,
  input: { communityId: CommunityId; kind: SignalKind; topic: string },
): Promise<Signal> {
  const touchpointId = ctx.scope.touchpoint;
  const cityId = touchpointId === undefined ? undefined : await coveredCity(ctx.db, touchpointId, input.communityId);
  if (touchpointId === undefined || cityId === undefined) throw new CommunityNotCovered();
  return ctx.transaction(async (tx) => {
    const signal: Signal = { ...input, cityId, touchpointId, signalId: tx.newId<'Signal'>(), reportedAt: tx.now };
    await insertSignal(tx.db, signal);
    await tx.announce([
      SignalReported(signal.signalId, {
        signalId: signal.signalId,
        touchpointId,
        cityId,
        communityId: input.communityId,
        kind: input.kind,
        topic: input.topic,
      }),
    ]);
    return signal;
  });
}
