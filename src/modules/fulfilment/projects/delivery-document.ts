import { localMinute } from '#kernel/time';
import type { Block, DocumentPicture, DocumentSpec } from '#platform/documents';
import type { Milestone, Project } from './project.ts';
import type { Round } from './round-store.ts';

/** Photos of one milestone on paper; the others are looked at online. */
export const PRINTED_PHOTOS = 6;

export interface DeliveredMilestone {
  readonly milestone: Milestone;
  readonly rounds: readonly Round[];
  /** Of the confirmed round, at most PRINTED_PHOTOS. */
  readonly pictures: readonly DocumentPicture[];
  /** How many photos the confirmed round has. */
  readonly photos: number;
}

export interface Delivered {
  readonly project: Project;
  readonly cityName: string;
  readonly communityName: string;
  readonly packageName: string;
  /** Masked. */
  readonly customerName: string;
  readonly milestones: readonly DeliveredMilestone[];
  /** Role and masked name of who did a round. */
  readonly nameOf: (round: Round) => string;
}

/** No article of law: what the contract says goes before it. */
const WARRANTY = [
  '质保从竣工确认之日算起，期限和范围以您签的合同为准。',
  '正常使用下出现的施工问题，在质保期内免费上门修。自行拆改、人为损坏和超出使用说明的用法不在质保内。',
  '报修时报订单号，或在「我的」里打开这个订单，点「报修」。',
];

/** What the delivery file of finished works says. The same works make the same document. */
export function deliveryDocument(delivered: Delivered): DocumentSpec {
  const { project } = delivered;
  const completedAt = project.completedAt ?? project.startedAt;
  return {
    title: '竣工交付书',
    number: project.orderNumber,
    date: completedAt,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['订单号', project.orderNumber],
          ['业主', delivered.customerName],
          ['小区', `${delivered.cityName} ${delivered.communityName}`],
          ['方案', delivered.packageName],
          ['开工', localMinute(project.startedAt)],
          ['竣工', localMinute(completedAt)],
        ],
      },
      summaryOf(delivered),
      ...delivered.milestones.flatMap((each) => chapterOf(each, delivered.nameOf)),
      { kind: 'heading', text: '质保说明' },
      { kind: 'text', text: WARRANTY.join('\n') },
    ],
  };
}

const lastOf = ({ rounds }: DeliveredMilestone): Round | undefined => rounds.at(-1);

const summaryOf = ({ milestones, nameOf }: Delivered): Block => ({
  kind: 'table',
  columns: [
    { name: '节点', width: 3 },
    { name: '施工', width: 3 },
    { name: '提交', width: 3 },
    { name: '业主确认', width: 3 },
    { name: '次数', width: 1, align: 'right' },
  ],
  rows: milestones.map((each) => {
    const last = lastOf(each);
    return [
      each.milestone.title,
      last === undefined ? '' : nameOf(last),
      last === undefined ? '' : localMinute(last.submittedAt),
      last?.answeredAt == null ? '' : localMinute(last.answeredAt),
      String(each.milestone.round),
    ];
  }),
});

function chapterOf(each: DeliveredMilestone, nameOf: Delivered['nameOf']): Block[] {
  const { milestone, rounds, pictures, photos } = each;
  const history = rounds.map((round) => {
    const said = round.answer === 'rejected' ? '业主要求返工' : '业主确认';
    const answered = round.answeredAt === null ? '' : `，${localMinute(round.answeredAt)} ${said}`;
    return `第 ${round.round} 次：${nameOf(round)} ${localMinute(round.submittedAt)} 提交${answered}`;
  });
  const more = photos > pictures.length ? [`共 ${photos} 张照片，这里印 ${pictures.length} 张，其余在线查看。`] : [];
  return [
    { kind: 'heading', text: `${milestone.ordinal}. ${milestone.title}` },
    { kind: 'text', text: [...history, ...more].join('\n') },
    ...(pictures.length > 0 ? [{ kind: 'pictures', pictures } as const] : []),
  ];
}
