import { z } from 'zod';

/** Who customers sign with. */
export const companyBody = z.object({
  /** 公司全称. */
  legalName: z.string().trim().min(4, '填营业执照上的全称').max(80),
  /** 统一社会信用代码. */
  creditCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/u, '统一社会信用代码是 18 位数字和字母')
    .nullable(),
  address: z.string().trim().min(4, '填公司地址').max(120),
  phone: z
    .string()
    .trim()
    .regex(/^[\d+()-][\d+() -]{4,28}$/u, '填客户能打通的电话'),
});
export const companyAnswer = companyBody.extend({ revision: z.number().int(), updatedAt: z.iso.datetime() });
/** Null until somebody set it. */
export const ownCompanyAnswer = z.object({ company: companyAnswer.nullable() });

export type CompanyBody = z.output<typeof companyBody>;
export type CompanyAnswer = z.output<typeof companyAnswer>;
export type OwnCompanyAnswer = z.output<typeof ownCompanyAnswer>;
