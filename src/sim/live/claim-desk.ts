import type { ClaimItem, ClaimsAnswer } from '#modules/commerce/contract';
import { happens } from '../world/index.ts';
import type { Directory } from './directory.ts';
import { isFinal } from './requests.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

const WAITING = '/api/commerce/claims?view=waiting&limit=100';
/** Minutes of the world for which a claim waits for somebody at its store. */
const WAITS = { from: 600, to: 2_400 } as const;

/** Store managers decide what is claimed where they sell. Stores that people play are left to them. */
export class ClaimDesk {
  readonly #stage: Stage;
  readonly #staff: Staff;
  readonly #directory: Directory;
  readonly #playedByPeople: ReadonlySet<string>;
  /** Claims with a decision on the agenda. */
  readonly #waiting = new Set<string>();

  constructor(stage: Stage, staff: Staff, directory: Directory, playedByPeople: ReadonlySet<string>) {
    this.#stage = stage;
    this.#staff = staff;
    this.#directory = directory;
    this.#playedByPeople = playedByPeople;
  }

  /** Looks up what somebody has to decide, and wakes nobody twice. */
  async look(): Promise<void> {
    const { items } = await this.#staff.ask<ClaimsAnswer>('operator', { method: 'GET', path: WAITING });
    for (const claim of items) await this.#plan(claim);
  }

  async #plan({ claimId, storeId }: ClaimItem): Promise<void> {
    const code = storeId === null ? undefined : await this.#directory.storeCode(storeId);
    const login = code === undefined ? undefined : `store-${code.toLowerCase()}`;
    if (login === undefined || this.#playedByPeople.has(login) || this.#waiting.has(claimId)) return;
    const random = this.#stage.streams(`decide/${claimId}`);
    const minutes = WAITS.from + (WAITS.to - WAITS.from) * random.next();
    const run = (): Promise<void> => this.#decide(login, claimId, happens(random, 0.85));
    if (this.#stage.agenda.add(this.#stage.time.in(minutes, random), { name: 'decide', run }))
      this.#waiting.add(claimId);
  }

  async #decide(login: string, claimId: string, grants: boolean): Promise<void> {
    this.#waiting.delete(claimId);
    const body = grants
      ? { decision: 'refund', goods: 'none', reason: '照片看得清，按实际退款' }
      : { decision: 'reject', why: 'not_visible', reason: '照片里看不出问题，欢迎到店再看看' };
    try {
      await this.#staff.ask(login, { method: 'POST', path: `/api/commerce/claims/${claimId}/decide`, body });
      this.#stage.tally.count('claim-decided');
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail('decide', error.code);
    }
  }
}
