import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#kernel/errors';
import { isConnectionLoss } from '../postgres/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { toProblem, type Catalogue } from './problem.ts';

interface Failure {
  readonly refusal: Refusal;
  /** Where it is not what the kind of refusal says. */
  readonly status?: number;
}

/** Answers every error as a problem: refusals as they are, what a client did wrong with its status, bugs with 500. */
export function answerWithProblems(app: FastifyInstance, options: { catalogue: Catalogue; log: Logger }): void {
  app.setErrorHandler((error, request, reply) => {
    const { refusal, status } = judge(error, request, options.log);
    const problem = toProblem(refusal, options.catalogue, request.id, status);
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    return reply
      .code(problem.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  });
  app.setNotFoundHandler((request, reply) => {
    const problem = toProblem(new Refusal('route-not-found', 'not_found'), options.catalogue, request.id);
    return reply.code(404).type('application/problem+json').send(JSON.stringify(problem));
  });
}

/** Codes of errors of the framework's own that carry another status than the one that tells a client what is wrong. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  FST_INVALID_MULTIPART_CONTENT_TYPE: 415,
  FST_PROTO_VIOLATION: 400,
};

function judge(error: unknown, request: FastifyRequest, log: Logger): Failure {
  if (error instanceof Refusal) return { refusal: error };
  if (isConnectionLoss(error)) {
    return { refusal: new Refusal('database-away', 'unavailable', {}, { retryAfterSeconds: 2 }) };
  }
  const { statusCode, code = '' } = error as { statusCode?: number; code?: string };
  const status = STATUS_BY_CODE[code] ?? statusCode;
  if (status === 413) {
    const limit = request.routeOptions.bodyLimit;
    return { refusal: new Refusal('body-too-large', 'too_large', { limitKb: Math.floor((limit ?? 0) / 1024) }) };
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return { refusal: new Refusal('malformed-request', 'invalid'), status };
  }
  log.error({ error, requestId: request.id, route: request.routeOptions.url }, 'a request failed');
  return { refusal: new Refusal('internal-error', 'unavailable', { requestId: request.id }), status: 500 };
}
