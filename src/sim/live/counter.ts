import type { Directory } from './directory.ts';
import type { Frontline } from './frontline.ts';
import { isFinal } from './requests.ts';
import type { Stage } from './stage.ts';

/** Where customers meet those who keep a pick-up point: the code is shown, the goods are handed over. */
export class Counter {
  readonly #stage: Stage;
  readonly #directory: Directory;
  readonly #frontline: Frontline;

  constructor(stage: Stage, directory: Directory, frontline: Frontline) {
    this.#stage = stage;
    this.#directory = directory;
    this.#frontline = frontline;
  }

  /** False where the keeper is played by a person, or does not take the code. */
  async collect(pickupPointId: string, code: string): Promise<boolean> {
    return this.#withKeeper('collect', pickupPointId, '/api/commerce/my/pick-up/hand-overs', {
      pickupPointId,
      by: { how: 'code', code },
    });
  }

  /** Hands a voucher of the points mall in. */
  async handIn(pickupPointId: string, code: string): Promise<boolean> {
    return this.#withKeeper('voucher', pickupPointId, '/api/commerce/my/vouchers/take', { code });
  }

  async #withKeeper(name: string, pickupPointId: string, path: string, body: object): Promise<boolean> {
    const keeperId = await this.#directory.keeperOf(pickupPointId);
    const keeper = keeperId === null ? undefined : await this.#frontline.at(keeperId);
    if (keeper === undefined) return false;
    try {
      await keeper.ask('POST', path, body);
    } catch (error) {
      if (!isFinal(error)) throw error;
      this.#stage.tally.fail(name, error.code);
      return false;
    }
    this.#stage.tally.count(name);
    return true;
  }
}
