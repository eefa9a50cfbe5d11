import type { CompanyAnswer, CompanyBody } from '#modules/commerce/contract';

export const COMPANY_PATH = '/api/commerce/company';
export const COMPANY_KEY = ['company'] as const;

export interface CompanyDraft {
  readonly legalName: string;
  readonly creditCode: string;
  readonly address: string;
  readonly phone: string;
}

export const draftOf = (company: CompanyAnswer | null): CompanyDraft => ({
  legalName: company?.legalName ?? '',
  creditCode: company?.creditCode ?? '',
  address: company?.address ?? '',
  phone: company?.phone ?? '',
});

export function bodyOf(draft: CompanyDraft): CompanyBody {
  const creditCode = draft.creditCode.trim().toUpperCase();
  return {
    legalName: draft.legalName.trim(),
    creditCode: creditCode === '' ? null : creditCode,
    address: draft.address.trim(),
    phone: draft.phone.trim(),
  };
}

/** What is missing, in words; the server checks the rest. */
export function companyFault(draft: CompanyDraft): string | undefined {
  const { legalName, creditCode, address, phone } = bodyOf(draft);
  if (legalName.length < 4) return '填公司全称，和营业执照上一样。';
  if (creditCode !== null && creditCode.length !== 18) return '统一社会信用代码是 18 位，没有就空着。';
  if (address.length < 4) return '填公司地址。';
  return phone.length < 5 ? '填客户能打通的电话。' : undefined;
}
