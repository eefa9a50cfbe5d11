import { MINUTE } from '#kernel/time';
import type { LeadItem, LeadsAnswer } from '#modules/growth/contract';
import type { MyTask } from '#modules/touchpoints/contract';
import { happens, type TouchpointPlan } from '../world/index.ts';
import { answerTask, reportTask } from './decisions.ts';
import type { Directory } from './directory.ts';
import { followUp } from './follow-up.ts';
import type { Phones } from './phones.ts';
import { doHomes } from './homes.ts';
import { keepPoint } from './point.ts';
import { ActRefused, isFinal, type Method } from './requests.ts';
import { NotNow, type Stage } from './stage.ts';

/** Minutes of the world between hearing of something and looking at the phone, and between two looks. */
const FIRST_LOOK = { from: 3, to: 40 } as const;
const NEXT_LOOK = { from: 90, to: 240 } as const;
/** A day after forwarding people say how it went. */
const REPORT_AFTER_MINUTES = 20 * 60;
const ITEMS_A_LOOK = 50;
const REMEMBERED = 20_000;

/** At work at somebody's phone. */
export interface AtPhone {
  readonly touchpointId: string;
  readonly plan: TouchpointPlan;
  /** Asks as this touchpoint. */
  readonly ask: <T>(method: Method, path: string, body?: unknown) => Promise<T>;
  /** Sends a picture as this touchpoint. */
  readonly send: (path: string, picture: { readonly name: string; readonly bytes: Uint8Array }) => Promise<void>;
}

/**
 * People at the front: they look at their phone when something came, answer tasks by their diligence, forward, report,
 * and follow up their leads. Those whom people of the demo may play are left alone.
 */
export class Frontline {
  readonly #stage: Stage;
  readonly #phones: Phones;
  readonly #directory: Directory;
  readonly #playedByPeople: ReadonlySet<string>;
  /** Touchpoints with a look on the agenda. */
  readonly #waiting = new Set<string>();
  /** When a task was forwarded, in the world's time. */
  readonly #forwardedAt = new Map<string, number>();

  constructor(stage: Stage, phones: Phones, directory: Directory, playedByPeople: ReadonlySet<string>) {
    this.#stage = stage;
    this.#phones = phones;
    this.#directory = directory;
    this.#playedByPeople = playedByPeople;
  }

  /** Something came for a touchpoint: they will look soon. */
  wake(touchpointId: string): void {
    this.#lookIn(touchpointId, FIRST_LOOK);
  }

  /** At their phone; undefined for whom a person plays, or who is not of this world. @throws ActRefused, NotNow */
  async at(touchpointId: string): Promise<AtPhone | undefined> {
    const plan = await this.#directory.touchpoint(touchpointId);
    return plan === undefined || this.#playedByPeople.has(plan.phone) ? undefined : this.#signedIn(touchpointId, plan);
  }

  #lookIn(touchpointId: string, { from, to }: { from: number; to: number }): void {
    if (this.#waiting.has(touchpointId)) return;
    const { streams, time, agenda } = this.#stage;
    const random = streams(`look/${touchpointId}/${time.now.toISOString()}`);
    const at = time.in(from + (to - from) * random.next(), random);
    if (agenda.add(at, { name: 'look', run: () => this.#look(touchpointId) })) this.#waiting.add(touchpointId);
  }

  async #look(touchpointId: string): Promise<void> {
    this.#waiting.delete(touchpointId);
    const plan = await this.#directory.touchpoint(touchpointId);
    if (plan === undefined || this.#playedByPeople.has(plan.phone)) return;
    try {
      if (await this.#work(touchpointId, plan)) this.#lookIn(touchpointId, NEXT_LOOK);
    } catch (error) {
      if (error instanceof ActRefused && error.status === 401) this.#phones.forget(plan);
      // Too many are signing in, the session is over, the server is not well: there is another look later.
      if (!isFinal(error)) this.#lookIn(touchpointId, FIRST_LOOK);
      if (!(error instanceof NotNow)) throw error;
    }
  }

  /** Answers whether anything is left that needs another look. */
  async #work(touchpointId: string, plan: TouchpointPlan): Promise<boolean> {
    const phone = await this.#signedIn(touchpointId, plan);
    const { ask } = phone;
    const limit = ITEMS_A_LOOK;
    const tasks = await ask<{ items: MyTask[] }>('GET', `/api/touchpoints/my/tasks?limit=${limit}`);
    const leads = await ask<LeadsAnswer>('GET', `/api/growth/my/leads?limit=${limit}`);
    let left = false;
    for (const task of tasks.items)
      left = (await this.#attempt('task', () => this.#doTask(phone, task, leads.items))) || left;
    for (const lead of leads.items) {
      left = (await this.#attempt('follow-up', () => followUp(this.#stage, this.#directory, phone, lead))) || left;
    }
    const attempt = (name: string, work: () => Promise<boolean>): Promise<boolean> => this.#attempt(name, work);
    const point = await keepPoint(this.#stage, phone, attempt);
    const homes = await doHomes(this.#stage, this.#directory, phone, attempt);
    return point || homes || left;
  }

  async #signedIn(touchpointId: string, plan: TouchpointPlan): Promise<AtPhone> {
    const session = await this.#phones.session(plan);
    const ask = async <T>(method: Method, path: string, body?: unknown): Promise<T> =>
      (await this.#stage.ask({ method, path, session, ...(body !== undefined && { body }) })).body as T;
    const send: AtPhone['send'] = async (path, upload) => {
      await this.#stage.ask({ method: 'POST', path, session, upload });
    };
    return { touchpointId, plan, ask, send };
  }

  /** What one thing refuses (somebody was faster, the play was taken back) does not keep the others. */
  async #attempt(name: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail(name, error.code);
      return false;
    }
  }

  async #doTask(phone: AtPhone, task: MyTask, leads: readonly LeadItem[]): Promise<boolean> {
    const { plan } = phone;
    const random = this.#stage.streams(`task/${task.taskId}/${plan.code}/${task.state}`);
    switch (task.state) {
      case 'offered': {
        const answer = answerTask(random, plan.diligence);
        if (answer.kind === 'ignore') return false;
        if (answer.kind === 'forward') return this.#forward(phone, task);
        if (answer.kind === 'decline') return this.#decline(phone, task, answer.reason);
        await phone.ask('POST', `/api/touchpoints/my/tasks/${task.taskId}/accept`);
        this.#stage.tally.count('accept');
        return true;
      }
      case 'accepted':
        return happens(random, plan.diligence) ? this.#forward(phone, task) : false;
      case 'forwarded': {
        const forwardedAt = this.#forwardedAt.get(task.taskId) ?? 0;
        if (this.#stage.time.now.getTime() - forwardedAt < REPORT_AFTER_MINUTES * MINUTE) return true;
        const result = reportTask(random, leads.filter((lead) => lead.taskId === task.taskId).length);
        await phone.ask('POST', `/api/touchpoints/my/tasks/${task.taskId}/complete`, { result });
        this.#stage.tally.count('complete');
        return false;
      }
      case 'done':
      case 'unplaced':
      case 'expired':
      case 'withdrawn':
        return false;
    }
  }

  async #forward({ ask }: AtPhone, task: MyTask): Promise<boolean> {
    await ask('POST', `/api/touchpoints/my/tasks/${task.taskId}/forward`, { channel: 'copy_text' });
    this.#stage.tally.count('forward');
    if (this.#forwardedAt.size >= REMEMBERED) this.#forwardedAt.clear();
    this.#forwardedAt.set(task.taskId, this.#stage.time.now.getTime());
    return true;
  }

  async #decline({ ask }: AtPhone, task: MyTask, reason: string): Promise<boolean> {
    await ask('POST', `/api/touchpoints/my/tasks/${task.taskId}/decline`, { reason });
    this.#stage.tally.count('decline');
    return false;
  }
}
