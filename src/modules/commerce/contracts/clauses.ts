import { formatYuan, type Fen } from '#kernel/money';
import { amountInCapitals } from './amount-in-capitals.ts';

/** Stands in every contract: a change of a word below is a new version. */
export const TERMS_VERSION = '2026-1';

/** Up to a fifth of the price may be 定金 (民法典第五百八十六条). */
const EARNEST_PERCENT = 20;

export interface Clause {
  readonly heading: string;
  readonly text: string;
}

export interface Sum {
  readonly totalFen: Fen;
  readonly depositFen: Fen;
}

/** The part of the first payment that is 定金 by law, in fen. */
export function earnestOf({ totalFen, depositFen }: Sum): Fen {
  return Math.min(depositFen, Math.floor((totalFen * EARNEST_PERCENT) / 100)) as Fen;
}

/** What follows the lines and the payments, in order. */
export function clausesOf(sum: Sum): readonly Clause[] {
  const earnest = earnestOf(sum);
  return [
    {
      heading: '施工节点',
      text:
        '工程按节点进行：材料进场，隐蔽工程验收，竣工验收；开工时乙方列出本工程的全部节点，甲方随时可以查看。\n' +
        '每个节点完成后，乙方上传现场照片，甲方确认或者提出问题。甲方提出问题的，乙方改好后再请甲方确认，不另收费。\n' +
        '要增加项目或者改价格的，双方先签新的报价，没有签的不施工、不收费。',
    },
    {
      heading: '质保',
      text:
        '从竣工验收确认之日起，装修工程保修 2 年，有防水要求的厨房、卫生间和外墙面的防渗漏保修 5 年' +
        '（《住宅室内装饰装修管理办法》第三十二条）。保修期内不是甲方使用不当造成的问题，乙方免费修好。',
    },
    {
      heading: '解除与退款',
      text:
        '签署后 7 天内，材料还没有进场的，甲方可以不说明理由解除合同，乙方全额退还已付的款项。\n' +
        `之后解除的，首期款中的 ${formatYuan(earnest)}（不超过总价的 20%）按定金处理，` +
        '依照《中华人民共和国民法典》第五百八十六条、第五百八十七条；其余款项扣除已经完工的部分后退还。\n' +
        '乙方的原因不能施工的，乙方双倍返还定金，并退还其余款项。退款按付款的原路退回。',
    },
    {
      heading: '投诉与争议',
      text:
        '甲方可以在订单页面提出投诉，也可以找乙方门店，乙方在 24 小时内回复。' +
        '协商不成的，可以拨打 12345 或者 12315 投诉，或者向工程所在地的人民法院起诉。',
    },
    {
      heading: '个人信息',
      text: '乙方只为履行本合同使用甲方的手机号和地址，不写进本合同文本，不提供给与履行合同无关的人。',
    },
    {
      heading: '电子签名',
      text:
        '双方同意用电子签名订立本合同。依照《中华人民共和国电子签名法》第十三条，签名时签名制作数据由甲方专有和控制，' +
        '签署后对签名和合同内容的任何改动能够被发现；依照第十四条，可靠的电子签名与手写签名或者盖章具有同等的法律效力。\n' +
        '甲方以手机验证和手写签名签署后合同成立。合同文本的 SHA-256 摘要、签署时间、设备和验证结果记在签署证明里，' +
        '双方可以随时下载合同和签署证明，自行核对。',
    },
  ];
}

/** When what is paid. */
export function paymentRows({ totalFen, depositFen }: Sum): (readonly [string, string, string])[] {
  const rest = (totalFen - depositFen) as Fen;
  const first = ['首期款', '签署后 3 天内', formatYuan(depositFen)] as const;
  return rest === 0 ? [first] : [first, ['尾款', '竣工验收确认后 7 天内，甲方可以提前付', formatYuan(rest)]];
}

export const totalLine = ({ totalFen }: Sum): string =>
  `合同总价：${formatYuan(totalFen)}（${amountInCapitals(totalFen)}）`;
