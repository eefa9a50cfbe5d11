import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ChatAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the model says. */
  readonly says?: unknown;
  /** In place of a chat completion. */
  readonly text?: string;
  /** Nobody answers. */
  readonly isSilent?: true;
}

export interface ChatAsked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly temperature: number;
    readonly response_format: unknown;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

/** For tests: an endpoint over real HTTP, which answers what it is told to and remembers what it was asked. */
export class ChatHouse {
  readonly asked: ChatAsked[] = [];
  /** To one request each; the last one to all that follow. */
  readonly #answers: ChatAnswer[] = [];
  #server: Server | undefined;

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method, url, headers } = request;
        this.asked.push({ method, path: url, headers, body: JSON.parse(body) as ChatAsked['body'] });
        const answer = (this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]) ?? { status: 500 };
        if (answer.isSilent === true) return;
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
        response.end(textOf(answer));
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
  answer(...answers: readonly ChatAnswer[]): void {
    this.asked.splice(0);
    this.#answers.splice(0, this.#answers.length, ...answers);
  }

  /** Without a trailing slash. */
  get url(): string {
    const at = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${at?.port}/v1`;
  }
}

function textOf({ says, text: given }: ChatAnswer): string {
  if (given !== undefined) return given;
  const content = typeof says === 'string' ? says : JSON.stringify(says ?? {});
  return JSON.stringify({ id: 'chat-1', choices: [{ index: 0, message: { role: 'assistant', content } }] });
}
