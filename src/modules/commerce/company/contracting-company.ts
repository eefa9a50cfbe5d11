import type { Context } from '#platform/context';
import { CompanyMissing, DEMO_COMPANY, type CompanyFacts } from './company.ts';
import { ownCompany } from './company-store.ts';

/** Whom a contract is with: the company that was set; the demonstration's where a demo has none. @throws CompanyMissing */
export async function contractingCompany(ctx: Context): Promise<CompanyFacts> {
  const company = await ownCompany(ctx.db);
  if (company !== undefined) return company;
  if (ctx.services.settings.mode === 'demo') return DEMO_COMPANY;
  throw new CompanyMissing();
}
