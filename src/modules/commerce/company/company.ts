import { Refusal } from '#kernel/errors';

/** Who customers sign with: 乙方 of every contract of this installation. */
export interface CompanyFacts {
  /** 公司全称, as it is registered. */
  readonly legalName: string;
  /** 统一社会信用代码; null where there is none to be shown. */
  readonly creditCode: string | null;
  readonly address: string;
  /** Where customers call. */
  readonly phone: string;
}

export interface Company extends CompanyFacts {
  /** Grows by one with every edit: the entity tag. */
  readonly revision: number;
  readonly updatedAt: Date;
}

/** Stands in contracts of the demo. It says itself that there is no such company. */
export const DEMO_COMPANY: CompanyFacts = {
  legalName: '双轮演示家装服务有限公司（演示用，并无此公司）',
  creditCode: null,
  address: '演示市演示区示范路 1 号',
  phone: '000-0000-0000',
};

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Whether the check sign of a 统一社会信用代码 fits: 18 signs, the last one by weights 3^i modulo 31
 * (GB 32100-2015, 5.5).
 */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/u.test(code)) return false;
  let weight = 1;
  let sum = 0;
  for (const sign of code.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return SIGNS.indexOf(code[17] ?? '') === (31 - (sum % 31)) % 31;
}

/** Nobody can sign with a company that is not named. */
export class CompanyMissing extends Refusal {
  constructor() {
    super('company-missing', 'conflict');
  }
}

/** Somebody saved it after this reader loaded it. */
export class CompanyChangedMeanwhile extends Refusal {
  constructor() {
    super('company-changed-meanwhile', 'conflict');
  }
}

export class CreditCodeWrong extends Refusal {
  constructor() {
    super(
      'credit-code-wrong',
      'invalid',
      {},
      { faults: [{ path: 'creditCode', message: '18 位代码对不上，核对一下' }] },
    );
  }
}
