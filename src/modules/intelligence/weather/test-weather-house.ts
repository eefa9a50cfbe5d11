import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HouseAnswer {
  readonly status?: number;
  /** A file of `fixtures/`, without its ending. */
  readonly fixture?: string;
  /** In place of a fixture. */
  readonly text?: string;
  /** Nobody answers. */
  readonly isSilent?: true;
}

/** For tests: a provider of weather over real HTTP, which answers what it is told to and remembers what it was asked. */
export class WeatherHouse {
  readonly asked: IncomingMessage[] = [];
  /** To one request each; the last one to all that follow. */
  readonly answers: HouseAnswer[] = [];
  #server: Server | undefined;

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      this.asked.push(request);
      const answer = (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? { status: 500, text: '' };
      if (answer.isSilent === true) return;
      void textOf(answer).then((text) => {
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(text);
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Forgets what it was asked, and answers this from now on. */
  answer(...answers: readonly HouseAnswer[]): void {
    this.asked.splice(0);
    this.answers.splice(0, this.answers.length, ...answers);
  }

  get url(): string {
    const at = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${at?.port}`;
  }

  /** Where the last request went. */
  get address(): URL {
    return new URL(this.asked.at(-1)?.url ?? '', this.url);
  }
}

const textOf = async ({ fixture, text }: HouseAnswer): Promise<string> =>
  fixture === undefined ? (text ?? '') : readFile(new URL(`fixtures/${fixture}.json`, import.meta.url), 'utf8');
