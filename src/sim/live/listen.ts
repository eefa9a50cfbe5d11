import type { LiveMessage } from '#platform/http';
import { ActRefused, headersOf } from './requests.ts';

const TOPICS = 'task,lead,visit,ticket';

/** A server-sent event is small; more than this without an end is no stream of ours. */
const LONGEST_BLOCK = 64 * 1024;

/**
 * Follows the live messages about what the world has to know as whoever the session belongs to, until the stream ends or the signal
 * is aborted. `opened` is called when messages begin to come: whatever happened before may have been missed. @throws
 * ActRefused
 */
export async function listen(
  address: string,
  session: string,
  signal: AbortSignal,
  heard: { readonly opened: () => void; readonly message: (message: LiveMessage) => void },
): Promise<void> {
  const path = `/api/live?topics=${TOPICS}`;
  const answer = await fetch(`${address}${path}`, { headers: headersOf({ method: 'GET', path, session }), signal });
  if (answer.status !== 200 || answer.body === null) {
    await answer.body?.cancel();
    throw new ActRefused({ status: answer.status, body: undefined, session: undefined, retryAfterSeconds: undefined });
  }
  heard.opened();
  let waiting = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) {
    waiting += decoder.decode(chunk, { stream: true });
    const blocks = waiting.split('\n\n');
    waiting = blocks.pop() ?? '';
    if (waiting.length > LONGEST_BLOCK) throw new Error('a live message without an end');
    for (const block of blocks) {
      const message = messageIn(block);
      if (message !== undefined) heard.message(message);
    }
  }
}

/** The message of a block of the stream; undefined for pings and the like. */
export function messageIn(block: string): LiveMessage | undefined {
  const lines = block.split('\n');
  if (!lines.includes('event: change')) return undefined;
  const data = lines.find((line) => line.startsWith('data: '));
  return data === undefined ? undefined : (JSON.parse(data.slice(6)) as LiveMessage);
}
