import { DAY, HOUR } from '#kernel/time';
import { poisson, TALKING_HOURS, type Topic } from '../world/index.ts';
import type { Act } from './agenda.ts';
import { hoursOf } from './world-time.ts';
import type { Integrations, TrackEvent } from './integrations.ts';
import type { Stage } from './stage.ts';
import { Weighted } from './weighted.ts';

const TALKING = new Map(TALKING_HOURS);
const ALL_HOURS = TALKING_HOURS.reduce((sum, [, weight]) => sum + weight, 0);
/** More than this in one tick is a crowd that no reader of the demo would follow. */
const POSTS_A_TICK = 200;

interface Subject {
  readonly communityCode: string;
  readonly topic: Topic | null;
}

/** What is written in the groups and forums: by hour of the day, weather, season and the needs of each community. */
export class Chatter {
  readonly #stage: Stage;
  readonly #integrations: Integrations;
  #day: { readonly key: string; readonly subjects: Weighted<Subject> } | undefined;
  #written = 0;

  constructor(stage: Stage, integrations: Integrations) {
    this.#stage = stage;
    this.#integrations = integrations;
  }

  /** The posts between two moments of the world as one act; undefined when nobody writes. */
  between(from: Date, to: Date): Act | undefined {
    const events = this.#postsBetween(from, to);
    if (events.length === 0) return undefined;
    return {
      name: 'post',
      run: async () => this.#stage.tally.count('post', await this.#integrations.send('chat', events)),
    };
  }

  #postsBetween(from: Date, to: Date): TrackEvent[] {
    const random = this.#stage.streams(`chatter/${from.toISOString()}`);
    const events: TrackEvent[] = [];
    for (const { at, hour, minutes } of hoursOf(from, to)) {
      const subjects = this.#subjectsOf(at);
      const share = ((TALKING.get(hour) ?? 0) / ALL_HOURS) * (minutes / (HOUR / 60_000));
      for (let left = poisson(random, subjects.total * share); left > 0 && events.length < POSTS_A_TICK; left--) {
        events.push(this.#post(subjects.pick(random)));
      }
    }
    return events;
  }

  #post({ communityCode, topic }: Subject): TrackEvent {
    const nth = this.#stage.start + this.#written++;
    const { channel, authorOpenId, text } = this.#stage.world.livePost(communityCode, topic, nth);
    return {
      event: 'Community Post Published',
      messageId: `post-${nth}`,
      communityCode,
      channel,
      properties: { text },
      traits: { openId: authorOpenId },
    };
  }

  /** Rates change from day to day. */
  #subjectsOf(at: Date): Weighted<Subject> {
    const key = String(Math.floor((at.getTime() + 8 * HOUR) / DAY));
    if (this.#day?.key !== key) this.#day = { key, subjects: this.#weigh(at) };
    return this.#day.subjects;
  }

  #weigh(at: Date): Weighted<Subject> {
    const { world } = this.#stage;
    const day = world.dayAt(at);
    const subjects = new Weighted<Subject>();
    for (const { code } of world.communities) {
      for (const { topic, mean } of world.talk(code, day)) subjects.add({ communityCode: code, topic }, mean);
    }
    return subjects;
  }
}
