import { CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import type pg from 'pg';
import { DescribedQuery } from './described-query.ts';
import { executePiped } from './piped.ts';

/** A statement that begins with it is prepared once on each connection, and planned there once it has shown itself. */
const PREPARED = '/* prepared */';

/** Names by text; what is marked is constant text, so that there are few. */
const names = new Map<string, string>();
const MOST = 1_000;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  // Somebody marked a text that is never the same twice: preparing it would fill every connection.
  if (names.size >= MOST) return undefined;
  const name = `p${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * Makes a connection prepare marked statements by name: the server then parses and plans them once instead of with every
 * run, which for an order is more work than the writing. What is not marked is planned anew for its values each time, as
 * it should be where the plan depends on them: bulk statements, filters, lists.
 */
export function prepareMarked(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const named = (text: unknown, ...rest: unknown[]): unknown => {
    if (typeof text !== 'string' || !text.startsWith(PREPARED) || !Array.isArray(rest[0])) return query(text, ...rest);
    const name = nameOf(text);
    if (name === undefined) return query(text, ...rest);
    const config = { name, text, values: rest[0] as unknown[] };
    return new Promise((resolve, reject) => {
      query(new DescribedQuery(config, (error, result) => (error ? reject(error) : resolve(result))));
    }).catch((error: unknown) => {
      // As pg does: who asked for it, and not where the answer was read.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    });
  };
  client.query = named as typeof client.query;
}

/** A statement of constant text with its values, or a part of one. */
export class Prepared<Row> {
  readonly strings: TemplateStringsArray;
  readonly values: readonly unknown[];
  constructor(strings: TemplateStringsArray, values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }

  // eslint-disable-next-line typescript/no-explicit-any -- any database will do
  execute(db: Kysely<any>): Promise<QueryResult<Row>> {
    const values: unknown[] = [];
    const text = `${PREPARED} ${this.#write(values)}`;
    return executePiped(db, CompiledQuery.raw(text, values) as CompiledQuery<Row>);
  }

  #write(values: unknown[]): string {
    let text = this.strings[0] ?? '';
    for (const [at, value] of this.values.entries()) {
      text += value instanceof Prepared ? value.#write(values) : `$${values.push(value)}`;
      text += this.strings[at + 1] ?? '';
    }
    return text;
  }
}

/** A part of a statement that is text of ours, not of anybody's asking: a list of columns. */
export const literally = (text: string): Prepared<unknown> =>
  new Prepared(Object.assign([text], { raw: [text] }) as unknown as TemplateStringsArray, []);

/**
 * A statement on the path that thousands walk at once, written as with `sql`, of constant text: what stands in it are
 * values, or other such parts. Prepared once on each connection. Only where one plan is right for all values: arrays
 * stand behind a subselect (`any((select $1::uuid[])::uuid[])`), or their length would tempt the planner to plan each
 * time anew.
 */
export function prepared<Row = unknown>(strings: TemplateStringsArray, ...values: unknown[]): Prepared<Row> {
  return new Prepared<Row>(strings, values);
}
