import { describe, expect, test } from 'vitest';
import { useServer } from '#testing';

const server = useServer();

type Json = Record<string, unknown>;
interface Operation {
  readonly summary: string;
  readonly responses: Json;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, Json> };
  readonly security?: readonly Json[];
}

const document = async () => {
  const { status, headers, body } = await server.anonymous.get('/api/openapi.json');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json\b/);
  return body as {
    openapi: string;
    info: Json;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Json; securitySchemes: Json };
  };
};

/** Every `$ref` of a document. */
function* refsOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    if (key === '$ref' && typeof entry === 'string') yield entry;
    else yield* refsOf(entry);
  }
}

describe('the OpenAPI document', () => {
  test('is of version 3.1 and describes every route and no other', async () => {
    const { openapi, info, paths } = await document();
    expect(openapi).toMatch(/^3\.1\./);
    expect(info).toMatchObject({ title: 'Twinwheel', version: 'test' });
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const mounted = server.assembly.routes.map(
      (route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.toSorted()).toEqual([...mounted, 'GET /api/live'].toSorted());
  });

  test('gives each operation its parameters, answers and guard', async () => {
    const { paths } = await document();
    for (const [path, operations] of Object.entries(paths)) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method} ${path}`;
        const parameters = operation.parameters ?? [];
        const inPath = parameters.filter((parameter) => parameter.in === 'path');
        expect([name, inPath.map((parameter) => parameter.name).toSorted()]).toEqual([name, places.toSorted()]);
        expect([name, inPath.every((parameter) => parameter.required)]).toEqual([name, true]);
        const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
        expect([name, keys]).toEqual([name, [...new Set(keys)]]);
        expect([name, parameters.filter(({ schema }) => typeof schema !== 'object')]).toEqual([name, []]);
        expect([name, operation.summary.length > 3]).toEqual([name, true]);
        expect([name, operation.responses]).toMatchObject([
          name,
          { 200: { description: 'OK' }, default: { description: 'Problem' } },
        ]);
        expect([name, method === 'get' && operation.requestBody !== undefined]).toEqual([name, false]);
      }
    }
  });

  test('guards by the session exactly what is not public', async () => {
    const { paths, components } = await document();
    expect(components.securitySchemes).toHaveProperty('session');
    for (const route of server.assembly.routes) {
      const operation = paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      const name = `${route.method} ${route.path}`;
      expect([name, operation?.security !== undefined]).toEqual([name, !('public' in route.access)]);
    }
  });

  test('refers only to what it holds', async () => {
    const whole = await document();
    for (const ref of refsOf(whole)) {
      expect(ref).toMatch(/^#\//);
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((node, part) => (node as Json | undefined)?.[part.replaceAll('~1', '/')], whole);
      expect([ref, found === undefined]).toEqual([ref, false]);
    }
  });
});
