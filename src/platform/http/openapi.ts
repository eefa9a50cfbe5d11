import { z } from 'zod';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json;
  return rest;
};

/** The OpenAPI 3.1 document of all routes, from the schemas that the server itself checks with. */
export function describeRoutes(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{rest}');
    const operations = (paths[path] ??= {});
    operations[route.method.toLowerCase()] = describeRoute(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Twinwheel', version },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tw_session' } },
      schemas: { Problem: PROBLEM },
    },
  };
}

function describeRoute(route: Route): Json {
  const operation: Json = {
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'platform'],
    responses: {
      200: {
        description: 'OK',
        content: {
          [route.produces ?? 'application/json']: route.answer === undefined ? {} : { schema: toSchema(route.answer, 'output') },
        },
      },
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  if ('permission' in route.access) {
    operation.security = [{ session: [] }];
    operation['x-permission'] = route.access.permission;
  }
  const parameters = [
    ...describeParameters(route.params, 'path'),
    ...describeParameters(route.query, 'query'),
    ...(route.method === 'GET' ? [] : [IDEMPOTENCY_KEY]),
  ];
  if (parameters.length > 0) operation.parameters = parameters;
  if (route.upload === true) {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    operation.requestBody = { content: { 'multipart/form-data': { schema } } };
  } else if (route.body !== undefined) {
    operation.requestBody = { content: { 'application/json': { schema: toSchema(route.body, 'input') } } };
  }
  return operation;
}

function describeParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const described = toSchema(schema, 'input');
  const required = new Set((described.required as string[] | undefined) ?? []);
  return Object.entries((described.properties as Record<string, Json> | undefined) ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key gets the same answer; the act takes effect once.',
  schema: { type: 'string', maxLength: 100 },
};

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    faults: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    retryAfterSeconds: { type: 'integer' },
    requestId: { type: 'string' },
  },
};
