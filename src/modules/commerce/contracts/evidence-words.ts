import type { EvidenceItem } from './contract-contract.ts';
import { EVIDENCE_KINDS, type Evidence, type EvidenceFacts } from './evidence.ts';

const BY: Readonly<Record<string, string>> = {
  customer: '甲方本人',
  seller: '销售人员',
  staff: '工作人员',
  system: '系统',
};
const VOIDED: Readonly<Record<string, string>> = {
  superseded: '有了新的报价',
  withdrawn: '报价已撤回',
  expired: '超过签署期限',
  declined: '甲方不签',
};
const DEVICES: Readonly<Record<string, string>> = { customer: '甲方自己的设备', seller: '销售人员的设备' };

const short = (hash: string | number | undefined): string => String(hash ?? '').slice(0, 16);

/** An entry in a sentence, for screens and for the certificate. */
export function evidenceText({ kind, facts }: Pick<Evidence, 'kind' | 'facts'>): string {
  const by = BY[String(facts['by'])] ?? '';
  const onDevice = `在${DEVICES[String(facts['by'])] ?? '设备'}上`;
  switch (kind) {
    case 'document_made':
      return `${by}发起，由报价第 ${facts['revision']} 版生成合同文本，条款版本 ${facts['termsVersion']}，摘要 ${short(facts['sha256'])}…`;
    case 'opened':
      return `${onDevice}打开合同文本，摘要 ${short(facts['documentSha256'])}…`;
    case 'consent_shown':
      return `${onDevice}展示签署说明，版本 ${facts['version']}，摘要 ${short(facts['sha256'])}…`;
    case 'phone_verified':
      return verifiedText(facts);
    case 'drawn':
      return `${onDevice}手写签名，图样摘要 ${short(facts['sha256'])}…`;
    case 'signed':
      return `签署完成，同意的说明版本 ${facts['consentVersion']}，签署内容摘要 ${short(facts['seal'] ?? facts['documentSha256'])}…`;
    case 'declined':
      return `${by}表示不签`;
    case 'voided':
      return `合同作废：${VOIDED[String(facts['reason'])] ?? ''}`;
  }
}

const verifiedText = (facts: EvidenceFacts): string =>
  facts['means'] === 'code' ? '甲方手机收到验证码，在销售人员的设备上输入正确' : '甲方用自己的手机号登录后签署';

export const evidenceJson = (entry: Evidence): EvidenceItem => ({
  seq: entry.seq,
  kind: entry.kind,
  kindName: EVIDENCE_KINDS[entry.kind],
  text: evidenceText(entry),
  device: entry.device,
  at: entry.at.toISOString(),
  hash: entry.hash,
});
