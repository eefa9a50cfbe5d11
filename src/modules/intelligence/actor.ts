import type { UserId } from '#kernel/ids';
import type { Actor } from '#platform/context';

/** The person behind an act; null where the system acts by itself. */
export const userOf = (actor: Actor): UserId | null => (actor.kind === 'user' ? actor.userId : null);
