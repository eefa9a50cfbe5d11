import pino from 'pino';

export type Logger = pino.Logger;

/** Names of fields that never reach a log, wherever they stand: secrets, and what may hold personal data. */
const SECRET = [
  'password',
  'phone',
  'mobile',
  'code',
  'token',
  'sessionToken',
  'writeKey',
  'authorization',
  'cookie',
  'name',
  'address',
  'text',
  'masterKey',
  'login',
  'email',
  'openid',
  'unionid',
  'ip',
  'url',
  'body',
  'query',
  'params',
  'headers',
  'payload',
];

/**
 * The structured log: JSON lines on standard error, so that standard output stays the program's own. Errors are written
 * with type, message and stack; a database error's `detail` and `parameters` may hold values of rows and are left out,
 * and so are values that its message quotes and long figures (phones, card numbers) in any message.
 */
export function createLog(level: string, destination: pino.DestinationStream = toStandardError()): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[hidden]' },
      serializers: { error: describeError, err: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  );
}

const toStandardError = (): pino.DestinationStream => pino.destination({ dest: 2, sync: false });

/** How deep causes are followed. */
const MAX_CAUSES = 5;

/** What may be told of an error: no values of rows, no long figures. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutFigures(String(error)) };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const quotes = typeof code === 'string' && QUOTES_VALUES.test(code);
  const clean = (text: string): string => withoutFigures(quotes ? text.replaceAll(/"[^"\n]*"/g, '"…"') : text);
  const described: Record<string, unknown> = { type: error.name, message: clean(error.message) };
  if (error.stack !== undefined) described.stack = clean(error.stack);
  if (code !== undefined) described.errorCode = code;
  if (constraint !== undefined) described.constraint = constraint;
  if (table !== undefined) described.table = table;
  if (error.cause !== undefined && depth < MAX_CAUSES) described.cause = describeError(error.cause, depth + 1);
  if (error instanceof AggregateError && depth < MAX_CAUSES) {
    described.errors = error.errors.slice(0, 5).map((one) => describeError(one, depth + 1));
  }
  return described;
}

/** Data exceptions (class 22) and syntax errors of values say which value it was. */
const QUOTES_VALUES = /^22\w{3}$/;

/** Phones are 11 figures, cards more; line numbers and counts of a stack are shorter, and ids are hexadecimal. */
const withoutFigures = (text: string): string => text.replaceAll(/(?<![\da-f-])\+?\d{7,}(?![\da-f-])/gi, '[figures]');
