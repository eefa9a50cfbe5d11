import type { KeyObject } from 'node:crypto';
import { HOUR, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';

/** A key with which WeChat signs: of a platform certificate, or the public key of the newer mode. */
export interface PlatformKey {
  /** Of the certificate, or `PUB_KEY_ID_…`. */
  readonly serial: string;
  readonly publicKey: KeyObject;
  /** Null for a public key: it has no end. */
  readonly endsAt: Date | null;
}

/** WeChat asks to look for new certificates at least every twelve hours. */
const REFRESH_EVERY_MS = 12 * HOUR;
/** Anybody may name a serial that nobody knows: no more than one question a minute comes of it. */
const REFRESH_AT_MOST_MS = MINUTE;

export const isPublicKeyId = (serial: string): boolean => serial.startsWith('PUB_KEY_ID_');

/**
 * The keys with which WeChat signs, by serial; several are alive at once while a certificate is replaced or a merchant
 * moves to the public key. Certificates come from WeChat itself: with the first need, every twelve hours, and when a
 * serial is named that is not known; one whose time is over is not believed.
 */
export class PlatformKeys {
  readonly #keys = new Map<string, PlatformKey>();
  readonly #fetch: ((ctx: Context) => Promise<readonly PlatformKey[]>) | undefined;
  #askedAt = -Infinity;
  #asking: Promise<void> | undefined;

  /** `fetch` asks for the certificates; undefined where public keys alone are used. */
  constructor(known: readonly PlatformKey[], fetch?: (ctx: Context) => Promise<readonly PlatformKey[]>) {
    for (const key of known) this.#keys.set(key.serial, key);
    this.#fetch = fetch;
  }

  /** The key of a serial; undefined for one that WeChat does not have. Throws what asking throws while none is known. */
  async find(ctx: Context, serial: string): Promise<KeyObject | undefined> {
    const now = ctx.clock.now().getTime();
    const known = this.#alive(serial, now);
    const wait = known === undefined ? REFRESH_AT_MOST_MS : REFRESH_EVERY_MS;
    if (isPublicKeyId(serial) || (known !== undefined && this.#fetch === undefined)) return known;
    if (now - this.#askedAt >= wait) {
      // With a key in hand a failure to ask for newer ones is no reason to stop.
      await this.#refresh(ctx, now).catch((error: unknown) => {
        if (known === undefined) throw error;
      });
    } else if (known === undefined) {
      await this.#asking;
    }
    return this.#alive(serial, now);
  }

  /** Takes certificates that were read from WeChat's own answer. */
  learn(keys: readonly PlatformKey[]): void {
    for (const key of keys) this.#keys.set(key.serial, key);
  }

  known(): PlatformKey[] {
    return [...this.#keys.values()];
  }

  #alive(serial: string, now: number): KeyObject | undefined {
    const key = this.#keys.get(serial);
    return key === undefined || (key.endsAt !== null && key.endsAt.getTime() <= now) ? undefined : key.publicKey;
  }

  async #refresh(ctx: Context, now: number): Promise<void> {
    if (this.#fetch === undefined) return;
    this.#askedAt = now;
    this.#asking ??= this.#fetch(ctx)
      .then((keys) => this.learn(keys))
      .finally(() => (this.#asking = undefined));
    await this.#asking;
  }
}
