import { ActRefused } from './requests.ts';
import type { Stage } from './stage.ts';
import type { Staff } from './staff.ts';

export type Integration = 'chat' | 'till';

/** Write keys of the world's sources, kept where the world is kept. */
export type WriteKeys = Partial<Record<Integration, string>>;
export interface KeyRing {
  read(): Promise<WriteKeys>;
  keep(keys: WriteKeys): Promise<void>;
}

const SOURCES = {
  chat: { name: '社区群助手（演示）', kind: 'chat' },
  till: { name: '门店收银（演示）', kind: 'server' },
} as const;

/** One event of the Segment spec. */
export interface TrackEvent {
  readonly event: string;
  readonly messageId: string;
  readonly communityCode: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Who did it, as the integration knows them. */
  readonly traits: Readonly<Record<string, string>>;
  readonly channel: string;
}

/** The chat assistant and the tills: they send events as public clients do, with keys opened once on the sources page. */
export class Integrations {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #ring: KeyRing;
  #keys: WriteKeys | undefined;

  constructor(stage: Stage, staff: Staff, ring: KeyRing) {
    this.#stage = stage;
    this.#staff = staff;
    this.#ring = ring;
  }

  /** Sends events that happen now; answers how many were taken. @throws ActRefused */
  async send(from: Integration, events: readonly TrackEvent[]): Promise<number> {
    try {
      return await this.#send(await this.#key(from), events);
    } catch (error) {
      if (!(error instanceof ActRefused) || error.status !== 401) throw error;
      // Another database under the same folder, or the source was switched off: from now on there is a new one.
      this.#keys = { ...this.#keys, [from]: undefined };
      return this.#send(await this.#key(from), events);
    }
  }

  async #send(writeKey: string, events: readonly TrackEvent[]): Promise<number> {
    const now = this.#stage.clock.now().toISOString();
    const batch = events.map(({ event, messageId, communityCode, properties, traits, channel }) => ({
      type: 'track',
      event,
      messageId,
      originalTimestamp: now,
      properties: { communityCode, ...properties },
      context: { channel, traits },
    }));
    const body = { batch, sentAt: now };
    const answered = await this.#stage.ask({ method: 'POST', path: '/v1/batch', body, writeKey });
    return (answered.body as { accepted: number }).accepted;
  }

  async #key(of: Integration): Promise<string> {
    this.#keys ??= await this.#ring.read();
    const known = this.#keys[of];
    if (known !== undefined) return known;
    const opened = { method: 'POST', path: '/api/cdp/sources', body: SOURCES[of] } as const;
    const { writeKey } = await this.#staff.ask<{ writeKey: string }>('admin', opened);
    this.#keys = { ...this.#keys, [of]: writeKey };
    await this.#ring.keep(this.#keys);
    return writeKey;
  }
}
