import type pg from 'pg';

/** Begins a transaction whose first statement follows: nobody waits for the answer. */
export const BEGIN = 'begin /* with the first statement */';

/** What is private to pg: the stream on which messages go out, and what is under way. */
interface Inside {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
  readonly _activeQuery: object | null;
}

/**
 * Makes a connection wake its server as seldom as it can, since that is dear. What is asked for while nothing is under way
 * goes out at once: the server works while the next is put together. What is asked for behind it goes out together, in the
 * next round of the event loop, and `BEGIN` with the first statement of its transaction.
 */
export function sendTogether(client: pg.ClientBase): void {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  let holds: 'nothing' | 'begin' | 'statements' = 'nothing';
  const letGo = (): void => {
    holds = 'nothing';
    stream.uncork();
  };
  const hold = (what: 'begin' | 'statements'): void => {
    holds = what;
    stream.cork();
  };
  const send = (...given: unknown[]): unknown => {
    if (holds === 'begin') {
      const asked = query(...given);
      letGo();
      return asked;
    }
    if (holds === 'nothing') {
      const isFree = inside._activeQuery === null;
      if (isFree && given[0] === BEGIN) hold('begin');
      else if (!isFree) {
        hold('statements');
        setImmediate(letGo);
      }
    }
    return query(...given);
  };
  client.query = send as typeof client.query;
}
