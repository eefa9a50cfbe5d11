import { describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import { deliveryDocument } from './delivery-document.ts';
import type { Milestone, Project } from './project.ts';
import type { Round } from './round-store.ts';

const at = (hour: number): Date => new Date(`2026-06-06T${String(hour).padStart(2, '0')}:00:00Z`);
const id = (text: string): never => text as never;

const round = (ordinal: number, said: Round['answer']): Round => ({
  milestoneId: id('m1'),
  round: ordinal,
  touchpointId: id('t1') as TouchpointId,
  noteSealed: Buffer.from('sealed'),
  submittedAt: at(ordinal),
  answer: said,
  answeredAt: at(ordinal + 1),
  commentSealed: null,
});

describe('the delivery file', () => {
  it('names the place, the order and each round with who did it, and nobody in clear', () => {
    const project = { orderNumber: 'HZ-260606-0001', startedAt: at(1), completedAt: at(9) } as Project;
    const milestone = { ordinal: 1, title: '材料进场', round: 2 } as Milestone;
    const spec = deliveryDocument({
      project,
      cityName: '杭州',
      communityName: '青枫里',
      packageName: '卫生间翻新',
      customerName: '王*',
      milestones: [
        {
          milestone,
          rounds: [round(1, 'rejected'), round(2, 'confirmed')],
          pictures: [{ bytes: new Uint8Array(1), caption: '材料进场' }],
          photos: 9,
        },
      ],
      nameOf: () => '技师 张*',
    });
    expect(spec).toMatchObject({ title: '竣工交付书', number: 'HZ-260606-0001', date: at(9) });
    expect(spec.blocks.map((block) => block.kind)).toEqual([
      'facts',
      'table',
      'heading',
      'text',
      'pictures',
      'heading',
      'text',
    ]);
    const text = JSON.stringify(spec.blocks);
    expect(text).toContain('第 1 次：技师 张* 2026-06-06 09:00 提交，2026-06-06 10:00 业主要求返工');
    expect(text).toContain('第 2 次：技师 张* 2026-06-06 10:00 提交，2026-06-06 11:00 业主确认');
    expect(text).toContain('共 9 张照片，这里印 1 张');
    expect(text).toContain('杭州 青枫里');
  });
});
