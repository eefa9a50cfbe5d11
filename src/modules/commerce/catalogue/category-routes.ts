import { defineRoute, entityTag, Reply, revisionIn, type Route } from '#platform/http';
import { categoriesAnswer, categoryAnswer, categoryBody, categoryParams, type CategoryAnswer } from '../contract.ts';
import { chainOf, pathOf, type Category } from './category.ts';
import { categoriesOf, productCounts } from './category-store.ts';
import { saveCategory } from './save-category.ts';

const edit = { permission: 'product.edit' } as const;

export const categoryRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/categories',
    summary: 'The tree of categories, parents before their children',
    access: { permission: 'product.read' },
    answer: categoriesAnswer,
    handle: async ({ db }) => {
      const all = await categoriesOf(db);
      const counts = await productCounts(db);
      return { items: all.map((each) => categoryJson(each, all, counts)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/categories',
    summary: 'Adds a category',
    access: edit,
    body: categoryBody,
    answer: categoryAnswer,
    handle: async (ctx, { body }) => tagged(await saveCategory(ctx, { facts: body }), await categoriesOf(ctx.db), 201),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/categories/:categoryId',
    summary: 'Edits or moves a category that nobody changed since the revision in If-Match',
    access: edit,
    params: categoryParams,
    body: categoryBody,
    answer: categoryAnswer,
    handle: async (ctx, { params: { categoryId }, body, request }) => {
      const expectedRevision = revisionIn(request.headers);
      const saved = await saveCategory(ctx, { id: categoryId, expectedRevision, facts: body });
      return tagged(saved, await categoriesOf(ctx.db), 200, await productCounts(ctx.db));
    },
  }),
];

const tagged = (
  it: Category,
  all: readonly Category[],
  status: number,
  counts: ReadonlyMap<string, number> = new Map(),
): Reply<CategoryAnswer> =>
  new Reply(categoryJson(it, all, counts), { status, headers: { etag: entityTag(it.revision) } });

function categoryJson(
  { createdAt: _, updatedAt, ...it }: Category,
  all: readonly Category[],
  counts: ReadonlyMap<string, number>,
): CategoryAnswer {
  const chain = chainOf(new Map(all.map((each) => [each.categoryId, each])), it.categoryId) ?? [it];
  return {
    ...it,
    path: pathOf(chain),
    products: counts.get(it.categoryId) ?? 0,
    updatedAt: updatedAt.toISOString(),
  };
}
