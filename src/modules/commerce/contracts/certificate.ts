import { NotFound } from '#kernel/errors';
import { formatYuan } from '#kernel/money';
import type { Context } from '#platform/context';
import { renderDocument, type Block, type DocumentSpec } from '#platform/documents';
import { communitiesByIds } from '#modules/territory';
import { customerNumber } from './contract-document.ts';
import type { ContractVerification } from './contract-contract.ts';
import type { Contract } from './contract.ts';
import { EVIDENCE_KINDS, type Evidence } from './evidence.ts';
import { evidenceText } from './evidence-words.ts';
import { maskedPhone } from './signer-phone.ts';
import { exactBytes, verifyContract } from './verify-contract.ts';

/**
 * The certificate of signing as PDF: what was signed, by whom (phone masked), how that was proved, and the whole chain,
 * checked as it is made. For a contract that the caller was allowed to see. Throws NotFound unless it is signed.
 */
export async function renderCertificate(ctx: Context, contract: Contract): Promise<Uint8Array> {
  const { drawingFileId, drawingSha256, signedAt } = contract;
  if (signedAt === null || drawingFileId === null || drawingSha256 === null) throw new NotFound('certificate');
  const { verification, evidence } = await verifyContract(ctx, contract);
  const drawing = await exactBytes(ctx, drawingFileId, drawingSha256);
  const community = (await communitiesByIds(ctx.db, [contract.communityId])).get(contract.communityId);
  const phone = await maskedPhone(ctx, contract);
  const place = `${community?.cityName ?? ''}${community?.name ?? ''}`;
  return renderDocument(
    ctx.services.threads,
    certificate({ contract, signedAt, place, phone, evidence, verification, drawing }),
  );
}

interface CertificateFacts {
  readonly contract: Contract;
  readonly signedAt: Date;
  readonly place: string;
  readonly phone: string;
  readonly evidence: readonly Evidence[];
  readonly verification: ContractVerification;
  readonly drawing: Uint8Array | undefined;
}

function certificate(facts: CertificateFacts): DocumentSpec {
  const { contract, signedAt, evidence, verification } = facts;
  return {
    title: '合同签署证明',
    number: contract.contractNumber,
    date: signedAt,
    blocks: [
      ...signedBlocks(facts),
      { kind: 'heading', text: '签署过程' },
      {
        kind: 'table',
        columns: [
          { name: '序号', width: 1.4, align: 'center' },
          { name: '时间', width: 2.8 },
          { name: '事项', width: 5.6 },
          { name: '设备', width: 3.2 },
          { name: '本条摘要（SHA-256）', width: 4.6 },
        ],
        rows: evidence.map((entry) => [
          String(entry.seq),
          momentInWords(entry.at),
          `${EVIDENCE_KINDS[entry.kind]}：${evidenceText(entry)}`,
          entry.device === '' ? '系统' : entry.device,
          entry.hash,
        ]),
      },
      { kind: 'heading', text: '核验' },
      { kind: 'text', text: verificationText(verification) },
    ],
  };
}

function signedBlocks({ contract, signedAt, place, phone, drawing }: CertificateFacts): Block[] {
  return [
    {
      kind: 'facts',
      rows: [
        ['合同编号', contract.contractNumber],
        ['合同总价', formatYuan(contract.totalFen)],
        ['签署时间', momentInWords(signedAt)],
        ['手机验证', contract.signedBy === 'code' ? '短信验证码' : '本人手机登录'],
        ['签署人', `${place}业主，手机 ${phone}，客户编号 ${customerNumber(contract.customerKey)}`],
        ['合同文本摘要', contract.documentSha256],
        ['签名图样摘要', contract.drawingSha256 ?? ''],
      ],
    },
    { kind: 'heading', text: '签名' },
    {
      kind: 'signature',
      label: '甲方签名',
      ...(drawing !== undefined && { png: drawing }),
      facts: [
        ['签署时间', momentInWords(signedAt)],
        ['手机', phone],
        ['签署说明版本', contract.consentVersion ?? ''],
      ],
    },
  ];
}

function verificationText({ intact, documentMatches, drawingMatches, brokenAt }: ContractVerification): string {
  const how =
    '每一条记录的摘要由上一条的摘要和本条内容算出，改动任何一条，后面的摘要都对不上。' +
    '下载的合同文本用任何工具算出 SHA-256，应当与上面的“合同文本摘要”一致。';
  if (intact) return `出具本证明时核验：合同文本、签名图样和全部记录与签署时一致。\n${how}`;
  const faults = [
    ...(documentMatches ? [] : ['合同文本与签署时不一致']),
    ...(drawingMatches === false ? ['签名图样与签署时不一致'] : []),
    ...(brokenAt === null ? [] : [`第 ${brokenAt} 条记录对不上`]),
  ];
  return `出具本证明时核验没有通过：${faults.join('；')}。请联系门店处理。\n${how}`;
}

const MOMENT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `2026-06-06 10:21:05`, in Asia/Shanghai. */
function momentInWords(at: Date): string {
  const part = Object.fromEntries(MOMENT.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`;
}
