import pg from 'pg';

/** How the rows of a statement look, and what reads their values: what pg makes of the server's description. */
interface Shape {
  readonly fields: unknown;
  readonly _parsers: unknown;
  readonly _prebuiltEmptyResultObject: unknown;
}

/** What is private to pg: the messages that go out. */
interface Wire {
  bind(message: object): void;
  execute(message: object): void;
  sync(): void;
}

/** What is private to pg: a query that is under way. */
interface Inside {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly _result: Shape;
  _accumulateRows: boolean;
  hasBeenParsed(wire: Wire): boolean;
  handleError(error: unknown, wire: Wire): void;
}

type Handler = (this: DescribedQuery, wire: Wire) => void;
const { prepare, handleReadyForQuery } = pg.Query.prototype as unknown as Record<
  'prepare' | 'handleReadyForQuery',
  Handler
>;
// @ts-expect-error -- no types; what pg itself maps the values of a statement with
const { prepareValue } = ((await import('pg/lib/utils.js')) as { default: { prepareValue: unknown } }).default;

/** By connection and name of the statement. The server refuses to run one whose rows have come to look otherwise. */
const shapes = new WeakMap<Wire, Map<string, Shape>>();

/**
 * A prepared statement that asks the server how its rows look with its first run on a connection only: pg asks each time,
 * and of wide rows that is more to write and to read than the rows.
 */
export class DescribedQuery extends pg.Query {
  prepare(wire: Wire): void {
    const self = this as unknown as Inside;
    const shape = shapes.get(wire)?.get(self.name);
    if (shape === undefined || !self.hasBeenParsed(wire)) {
      prepare.call(this, wire);
      return;
    }
    Object.assign(self._result, shape);
    self._accumulateRows = true;
    try {
      wire.bind({ statement: self.name, values: self.values, valueMapper: prepareValue });
    } catch (error) {
      wire.sync();
      self.handleError(error, wire);
      return;
    }
    wire.execute({});
    wire.sync();
  }

  handleReadyForQuery(wire: Wire): void {
    const { name, _result } = this as unknown as Inside;
    const known = shapes.get(wire) ?? new Map<string, Shape>();
    shapes.set(wire, known);
    if (!known.has(name)) {
      const { fields, _parsers, _prebuiltEmptyResultObject } = _result;
      known.set(name, { fields, _parsers, _prebuiltEmptyResultObject });
    }
    handleReadyForQuery.call(this, wire);
  }
}
