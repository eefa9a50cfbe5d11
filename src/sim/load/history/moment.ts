import type { CustomerKey, PersonId, TouchpointId, UserId } from '#kernel/ids';
import { MINUTE, type Clock } from '#kernel/time';
import { createContext, systemContext, type Actor, type Context, type Runtime } from '#platform/context';
import { drainOutbox, type SingleSubscription, type Subscription } from '#platform/outbox';
import { NOTHING, type Scope } from '#platform/permission';

const standing = (at: Date): Clock => ({ now: () => at });

/** Who acts: by themselves on their phone, or at the front. */
export type Acting =
  | { readonly kind: 'system' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'customer';
      readonly userId: UserId;
      readonly customerKey: CustomerKey;
      /** Needed for what is bought. */
      readonly personId?: PersonId;
    }
  | { readonly kind: 'touchpoint'; readonly userId: UserId; readonly touchpointId: TouchpointId };

/**
 * A moment of the past, at which somebody acts through the same doors as today. Every act has a name under which it is
 * done once: repeated, it answers what it answered then.
 */
export function momentOf(runtime: Runtime, at: Date, who: Acting, act: string): Context {
  const [actor, scope] = identityOf(who);
  const past: Runtime = { ...runtime, clock: standing(at) };
  const command = { key: `demo-history/${act}`, fingerprint: '' };
  return scope === undefined
    ? systemContext(past, 'demo-world', command)
    : createContext(past, { actor, scope, command });
}

function identityOf(who: Acting): [Actor, Scope | undefined] {
  switch (who.kind) {
    case 'system':
      return [{ kind: 'system', name: 'demo-world' }, undefined];
    case 'visitor':
      return [{ kind: 'anonymous' }, NOTHING];
    case 'customer':
      return [
        { kind: 'user', userId: who.userId },
        { ...NOTHING, customer: who.customerKey, ...(who.personId !== undefined && { person: who.personId }) },
      ];
    case 'touchpoint':
      return [
        { kind: 'user', userId: who.userId, touchpointId: who.touchpointId },
        { ...NOTHING, touchpoint: who.touchpointId },
      ];
  }
}

/** Moments at which nothing is remembered: for what may be done again as often as one likes. */
export const glanceAt = (runtime: Runtime, at: Date): Context =>
  systemContext({ ...runtime, clock: standing(at) }, 'demo-world');

/** Delivers what was announced, each event at the time at which it happened and not at that of the load. */
export async function deliverInTime(runtime: Runtime, subscriptions: readonly Subscription[]): Promise<void> {
  const { parked } = await drainOutbox(
    runtime,
    subscriptions.map((subscription) => ('handle' in subscription ? inTime(subscription) : subscription)),
  );
  if (parked > 0) throw new Error(`${parked} events of the demo's history were not taken`);
}

/** Those that take batches go by the times of the events themselves. */
const inTime = (subscription: SingleSubscription): SingleSubscription => ({
  ...subscription,
  handle: (ctx, event) => {
    const { db, random, services } = ctx;
    const { actor, scope, permissions, command } = ctx;
    const clock = standing(event.occurredAt);
    return subscription.handle(
      createContext({ db, random, services, clock }, { actor, scope, permissions, command }),
      event,
    );
  },
});

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);
