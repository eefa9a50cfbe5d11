import pino from 'pino';

export type Logger = pino.Logger;

/** Names of fields that never reach a log, wherever they stand. */
const SECRET = [
  'password',
  'phone',
  'code',
  'token',
  'writeKey',
  'authorization',
  'cookie',
  'name',
  'address',
  'text',
  'masterKey',
];

/**
 * The structured log: JSON lines on standard error, so that standard output stays the program's own. Errors are written
 * with type, message and stack; a database error's `detail` and `parameters` may hold values of rows and are left out.
 */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[hidden]' },
      serializers: { error: describeError, err: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const described: Record<string, unknown> = { type: error.name, message: error.message, stack: error.stack };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  if (code !== undefined) described.code = code;
  if (constraint !== undefined) described.constraint = constraint;
  if (table !== undefined) described.table = table;
  if (error.cause !== undefined) described.cause = describeError(error.cause);
  return described;
}
