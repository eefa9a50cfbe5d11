import { sql } from 'kysely';
import type { Database } from '#platform/context';
import type { CategoryId } from './category.ts';
import type { SpuId } from './spu.ts';
import { matching } from './spu-store.ts';

/** Where the list of a shop goes on: by the categories' order in the tree, then by code. */
export interface ShopPlace {
  readonly categoryAt: number;
  readonly code: string;
}

export interface ShopCandidate {
  readonly spuId: SpuId;
  readonly code: string;
  /** The place of its category among those asked for. */
  readonly categoryAt: number;
}

/** Active products of the categories, in the order of these, then by code, after a place. */
export async function shopCandidates(
  db: Database,
  asked: { readonly categoryIds: readonly CategoryId[]; readonly text: string | undefined },
  page: { readonly after: ShopPlace | undefined; readonly limit: number },
): Promise<ShopCandidate[]> {
  const { after } = page;
  const beyond =
    after === undefined ? sql`true` : sql`(w.ordinality, p.code) > (${after.categoryAt}::bigint, ${after.code})`;
  const { rows } = await sql<ShopCandidate>`
    select p.spu_id as "spuId", p.code, w.ordinality::int as "categoryAt"
    from unnest(${[...asked.categoryIds]}::uuid[]) with ordinality as w (category_id, ordinality)
    join commerce.spu p on p.category_id = w.category_id
    where p.active and ${beyond}
      and exists (select 1 from commerce.sku s where s.spu_id = p.spu_id and s.active
        and ${matching({ text: asked.text })})
    order by w.ordinality, p.code limit ${page.limit}`.execute(db);
  return rows;
}
