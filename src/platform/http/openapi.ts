import { z } from 'zod';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** All of a route but what it does. */
export type DescribedRoute = Omit<Route, 'handle'>;

const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

/**
 * Moves named parts (`.meta({ id })`) out of a schema to where OpenAPI looks for them: `$defs` of a schema inside the
 * document cannot be reached by `#/$defs/…`. What goes in and what comes out may differ, so inputs have a name of their own.
 */
function hoist(schema: Json, io: 'input' | 'output', shared: Record<string, Json>): Json {
  const { $defs, ...rest } = schema as { $defs?: Record<string, Json> };
  if ($defs === undefined) return schema;
  const nameOf = (id: string): string => (io === 'input' ? `${id}Input` : id);
  const relink = (part: Json): Json =>
    JSON.parse(
      JSON.stringify(part).replace(
        /"#\/\$defs\/([\w.-]+)"/g,
        (_, id: string) => `"#/components/schemas/${nameOf(id)}"`,
      ),
    ) as Json;
  for (const [id, part] of Object.entries($defs)) {
    const { id: _, ...named } = part;
    shared[nameOf(id)] = relink(named);
  }
  return relink(rest);
}

/** The OpenAPI 3.1 document of all routes, from the schemas that the server itself checks with. */
export function describeRoutes(routes: readonly DescribedRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  const schemas: Record<string, Json> = { Problem: PROBLEM };
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{rest}');
    const operations = (paths[path] ??= {});
    operations[route.method.toLowerCase()] = describeRoute(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Twinwheel', version },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tw_session' } },
      schemas,
    },
  };
}

function describeRoute(route: DescribedRoute, schemas: Record<string, Json>): Json {
  const operation: Json = {
    summary: route.summary,
    tags: [route.path.startsWith('/api/') ? (route.path.split('/')[2] ?? 'platform') : 'public'],
    responses: {
      200: {
        description: 'OK',
        content: {
          [route.produces ?? 'application/json']:
            route.answer === undefined ? {} : { schema: hoist(toSchema(route.answer, 'output'), 'output', schemas) },
        },
      },
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  if (!('public' in route.access)) operation.security = [{ session: [] }];
  if ('permission' in route.access) operation['x-permission'] = route.access.permission;
  const parameters = [
    ...describePath(route),
    ...describeParameters(route.query, 'query'),
    ...(route.method === 'GET' ? [] : [IDEMPOTENCY_KEY]),
  ];
  if (parameters.length > 0) operation.parameters = parameters;
  if (route.upload === true) {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    operation.requestBody = { content: { 'multipart/form-data': { schema } } };
  } else if (route.rawBody === true) {
    operation.requestBody = { content: { '*/*': {} } };
  } else if (route.body !== undefined) {
    operation.requestBody = {
      content: { 'application/json': { schema: hoist(toSchema(route.body, 'input'), 'input', schemas) } },
    };
  }
  return operation;
}

/** Every place in the path is a parameter, whether a schema says more about it or not. */
function describePath(route: DescribedRoute): Json[] {
  const described = describeParameters(route.params, 'path');
  const names = [...route.path.matchAll(/:(\w+)/g)]
    .map(([, name]) => name)
    .concat(route.path.endsWith('*') ? ['rest'] : []);
  return names.map(
    (name) =>
      described.find((one) => one.name === name) ?? { name, in: 'path', required: true, schema: { type: 'string' } },
  );
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
