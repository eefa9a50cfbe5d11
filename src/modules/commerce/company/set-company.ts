import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { CompanyChangedMeanwhile, CreditCodeWrong, isCreditCode, type Company, type CompanyFacts } from './company.ts';
import { saveCompany } from './company-store.ts';

export interface SetCompanyInput {
  /** The revision that the edit is based on; 0 where none was set before. */
  readonly expectedRevision: number;
  readonly facts: CompanyFacts;
}

/**
 * Says who customers sign with from now on: headquarters only. Contracts that were drawn up keep what they say.
 * @throws NotPermitted, CompanyChangedMeanwhile, CreditCodeWrong
 */
export async function setCompany(ctx: Context, { expectedRevision, facts }: SetCompanyInput): Promise<Company> {
  if (!ctx.scope.everything) throw new NotPermitted('price.edit');
  if (facts.creditCode !== null && !isCreditCode(facts.creditCode)) throw new CreditCodeWrong();
  return ctx.transaction(async (tx) => {
    const saved: Company = { ...facts, revision: expectedRevision + 1, updatedAt: tx.now };
    if (!(await saveCompany(tx.db, saved))) throw new CompanyChangedMeanwhile();
    const { legalName, creditCode, revision } = saved;
    await tx.audit({
      action: 'set-company',
      subject: { kind: 'company', id: 'own' },
      details: { legalName, creditCode, revision },
    });
    return saved;
  });
}
