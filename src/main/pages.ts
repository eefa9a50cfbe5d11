import type { FastifyInstance } from 'fastify';
import type { Runtime } from '#platform/context';

/** Serves the web apps. */
export async function mountPages(_app: FastifyInstance, _runtime: Runtime, _dev: boolean): Promise<void> {}
