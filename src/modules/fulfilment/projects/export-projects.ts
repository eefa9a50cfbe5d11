import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import { localMinute } from '#kernel/time';
import type { Context } from '#platform/context';
import { describeProjects } from './describe-projects.ts';
import type { ProjectItem } from './project-contract.ts';
import type { Project } from './project.ts';
import { listProjects, type ProjectFilter } from './project-store.ts';

const PAGE = 500;
const MAX_ROWS = 50_000;

const HEADER = [
  '订单号',
  '城市',
  '小区',
  '业主',
  '方案',
  '状态',
  '已确认节点',
  '节点数',
  '当前节点',
  '节点状态',
  '等待自',
  '开工时间',
  '竣工时间',
  '停止时间',
];

/** Projects within the reader's scope as CSV, masked; at most 50,000, the newest first. Audited. */
export async function exportProjects(ctx: Context, filter: ProjectFilter | undefined): Promise<string> {
  const lines = [csvLine(HEADER)];
  let before: Project | undefined;
  while (filter !== undefined && lines.length <= MAX_ROWS) {
    const page = await listProjects(ctx.db, ctx.scope, 'staff', filter, { before, limit: PAGE });
    for (const project of await describeProjects(ctx, page)) lines.push(csvLine(cellsOf(project)));
    if (page.length < PAGE) break;
    before = page.at(-1);
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-projects',
      subject: { kind: 'project', id: 'list' },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

const cellsOf = (project: ProjectItem): (string | number | null)[] => [
  project.orderNumber,
  project.cityName,
  project.communityName,
  project.customerName,
  project.packageName,
  project.stateName,
  project.confirmed,
  project.milestones,
  project.next?.name ?? null,
  project.next?.stateName ?? null,
  localTime(project.next?.waitingSince ?? null),
  localTime(project.startedAt),
  localTime(project.completedAt),
  localTime(project.stoppedAt),
];

const localTime = (at: string | null): string | null => (at === null ? null : localMinute(new Date(at)));
