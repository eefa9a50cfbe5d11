/** One live message of `/api/live`. */
export interface LiveChange {
  readonly topic: string;
  readonly type: string;
  readonly id: string;
}

/** A connected screen without the screen. */
export interface LiveStream {
  /** The next message that fits; those before it are passed over. Rejects when none comes in time. */
  next(fits: (change: LiveChange) => boolean, withinMs?: number): Promise<LiveChange>;
  /** Messages received so far. */
  readonly received: readonly LiveChange[];
  close(): void;
}

/** Opens the stream of topics; resolves once the server has taken the connection. */
export async function openLive(url: string, cookie: string, topics: readonly string[]): Promise<LiveStream> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/live?topics=${topics.join(',')}`, {
    headers: { cookie },
    signal: abort.signal,
  });
  if (!answer.ok || answer.body === null) throw new Error(`live: ${answer.status} ${await answer.text()}`);
  const received: LiveChange[] = [];
  let taken = 0;
  let arrived = (): void => undefined;
  void readAll(answer.body, (change) => {
    received.push(change);
    arrived();
  });
  const search = (fits: (change: LiveChange) => boolean): LiveChange | undefined => {
    for (; taken < received.length; taken++) {
      const change = received[taken];
      if (change !== undefined && fits(change)) {
        taken += 1;
        return change;
      }
    }
    return undefined;
  };
  return {
    received,
    close: () => abort.abort(),
    next: async (fits, withinMs = 15_000) => {
      const until = performance.now() + withinMs;
      for (;;) {
        const found = search(fits);
        if (found !== undefined) return found;
        const left = until - performance.now();
        if (left <= 0) throw new Error(`no live message that fits within ${withinMs} ms`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          arrived = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}

async function readAll(body: ReadableStream<Uint8Array>, onChange: (change: LiveChange) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (!block.includes('event: change')) continue;
        const data = block.split('\n').find((line) => line.startsWith('data: '));
        if (data !== undefined) onChange(JSON.parse(data.slice(6)) as LiveChange);
      }
    }
  } catch {
    // The connection was closed, by us or by the server's end.
  }
}
