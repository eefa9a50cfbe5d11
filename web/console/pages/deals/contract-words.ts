import type { ContractFile } from '#modules/commerce/contract';
import type { PanelStep } from '../../parts/panel-section.tsx';

export interface Verdict {
  readonly intact: boolean;
  readonly text: string;
}

/** What the verification found, in a sentence that says where it breaks. */
export function verdictOf({ verification, evidence }: Pick<ContractFile, 'verification' | 'evidence'>): Verdict {
  const { intact, documentMatches, drawingMatches, chainMatches, brokenAt } = verification;
  if (intact) {
    const drawing = drawingMatches === null ? '' : '、签名';
    return { intact, text: `刚核验过：合同文本${drawing}和${evidence.length}条签署记录都没动过。` };
  }
  const entry = evidence.find(({ seq }) => seq === brokenAt);
  const where = entry === undefined ? '' : `（${entry.kindName}）`;
  const faults = [
    documentMatches ? undefined : '合同文本和签的时候不一样',
    drawingMatches === false ? '签名图样和签的时候不一样' : undefined,
    chainMatches ? undefined : `签署记录从第${brokenAt ?? '?'}条${where}起对不上`,
  ].filter((fault) => fault !== undefined);
  return { intact, text: `${faults.join('；')}。先别往下走，报给系统管理员查。` };
}

/** The chain of evidence as steps, with what each says and its hash. */
export function evidenceSteps({ evidence, verification }: ContractFile): PanelStep[] {
  return evidence.map(({ seq, kind, kindName, text, device, at, hash }) => ({
    id: String(seq),
    by: kind === 'document_made' || kind === 'phone_verified' || kind === 'voided' ? 'system' : 'people',
    what: `${seq}. ${kindName}`,
    at,
    note: [
      verification.brokenAt !== null && seq >= verification.brokenAt ? '对不上' : undefined,
      text,
      deviceInWords(device),
      `指纹 ${hash.slice(0, 12)}…`,
    ]
      .filter((part) => part !== undefined)
      .join(' · '),
  }));
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, '苹果手机'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, '苹果电脑'],
  [/Linux|CrOS/, '电脑'],
];
const APPS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信'],
  [/DingTalk/, '钉钉'],
  [/EdgA?\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** What a browser says of itself, as people say it; the certificate has it word for word. */
export function deviceInWords(device: string): string | undefined {
  const named = [SYSTEMS, APPS].map((known) => known.find(([mark]) => mark.test(device))?.[1]);
  const words = named.filter((word) => word !== undefined).join(' ');
  return words === '' ? undefined : words;
}
