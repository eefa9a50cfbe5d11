import type { TicketItem, TicketsAnswer } from '#modules/desk/contract';
import type { Directory } from './directory.ts';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

const OPEN = '/api/desk/tickets?kind=detractor_callback&view=open&limit=100';
/** Minutes of the world until a store takes a ticket, and until it has called. */
const TAKES_MINUTES = 90;
const CALLS_MINUTES = 60;

/** Store managers call back those who were not content. Stores that people play are left to them. */
export class Callbacks {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #directory: Directory;
  readonly #playedByPeople: ReadonlySet<string>;
  /** Tickets with a step on the agenda. */
  readonly #waiting = new Set<string>();

  constructor(stage: Stage, staff: Staff, directory: Directory, playedByPeople: ReadonlySet<string>) {
    this.#stage = stage;
    this.#staff = staff;
    this.#directory = directory;
    this.#playedByPeople = playedByPeople;
  }

  /** Looks up whom somebody has to call back. */
  async look(): Promise<void> {
    const { items } = await this.#staff.ask<TicketsAnswer>('operator', { method: 'GET', path: OPEN });
    for (const ticket of items) await this.#plan(ticket);
  }

  async #plan({ ticketId, storeId, state }: TicketItem): Promise<void> {
    const code = storeId === null ? undefined : await this.#directory.storeCode(storeId);
    const login = code === undefined ? undefined : `store-${code.toLowerCase()}`;
    if (login === undefined || this.#playedByPeople.has(login) || this.#waiting.has(ticketId)) return;
    const { streams, time, agenda } = this.#stage;
    const random = streams(`callback/${ticketId}/${state}`);
    const minutes = (state === 'open' ? TAKES_MINUTES : CALLS_MINUTES) * (0.5 + random.next());
    const run = (): Promise<void> => this.#step(login, ticketId);
    if (agenda.add(time.in(minutes, random), { name: 'callback', run })) this.#waiting.add(ticketId);
  }

  async #step(login: string, ticketId: string): Promise<void> {
    this.#waiting.delete(ticketId);
    const path = `/api/desk/tickets/${ticketId}`;
    try {
      const ticket = await this.#staff.ask<TicketItem>(login, { method: 'GET', path });
      const { revision } = ticket;
      if (ticket.state === 'open') {
        const taken = await this.#staff.ask<TicketItem>(login, {
          method: 'POST',
          path: `${path}/take`,
          body: { revision },
        });
        await this.#plan(taken);
      } else if (ticket.state === 'taken' && ticket.mine) {
        await this.#staff.ask(login, { method: 'POST', path: `${path}/reveal`, body: {} });
        const body = { revision, outcome: 'resolved', note: '已电话回访，约了师傅上门处理，客户接受。' };
        await this.#staff.ask(login, { method: 'POST', path: `${path}/close`, body });
        this.#stage.tally.count('called-back');
      }
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail('callback', error.code);
    }
  }
}
