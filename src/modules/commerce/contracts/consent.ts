import { createHash } from 'node:crypto';

/**
 * What the signer agrees to, word for word. A change of a word is a new version: what was shown is kept by its version
 * and the hash of its text.
 */
export const CONSENT = {
  version: '2026-1',
  text:
    '我已看过合同全文，包括价格、付款、质保、解除和投诉的约定，内容是我的真实意思。' +
    '我同意用电子签名签这份合同：我的手机验证和手写签名只由我本人控制；签署后，合同和签名有任何改动都能被发现。' +
    '我知道依照《中华人民共和国电子签名法》第十三条、第十四条，可靠的电子签名与手写签名具有同等的法律效力。' +
    '我同意系统保存签署时间、设备信息、手机验证结果和签名图样，作为签署的证据。',
} as const;

export const consentHash = (text: string = CONSENT.text): string => createHash('sha256').update(text).digest('hex');
