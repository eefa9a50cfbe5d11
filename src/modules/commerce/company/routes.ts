import { defineRoute, entityTag, Reply, revisionIn, type Route } from '#platform/http';
import { companyAnswer, companyBody, ownCompanyAnswer } from '../contract.ts';
import type { Company } from './company.ts';
import { ownCompany } from './company-store.ts';
import { setCompany } from './set-company.ts';

const access = { permission: 'price.edit' } as const;

const shown = ({ updatedAt, ...it }: Company) => ({ ...it, updatedAt: updatedAt.toISOString() });

export const companyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/commerce/company',
    summary: 'Who customers sign with; the ETag is what an edit sends back as If-Match',
    access,
    answer: ownCompanyAnswer,
    handle: async ({ db }) => {
      const company = await ownCompany(db);
      return company === undefined
        ? { company: null }
        : new Reply({ company: shown(company) }, { headers: { etag: entityTag(company.revision) } });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/commerce/company',
    summary: 'Says who customers sign with, unless somebody did since the revision in If-Match; headquarters only',
    access,
    body: companyBody,
    answer: companyAnswer,
    handle: async (ctx, { body, request }) => {
      const expectedRevision = revisionIn(request.headers) ?? 0;
      const company = await setCompany(ctx, { expectedRevision, facts: body });
      return new Reply(shown(company), { headers: { etag: entityTag(company.revision) } });
    },
  }),
];
