import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { describeProjects } from './describe-projects.ts';
import type { ProjectItem } from './project-contract.ts';
import type { Project } from './project.ts';
import { listProjects, type ProjectFilter } from './project-store.ts';

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
export const exportProjects = (ctx: Context, filter: ProjectFilter | undefined): Promise<string> =>
  exportList<Project, Project>(ctx, {
    action: 'export-projects',
    kind: 'project',
    header: HEADER,
    read: async (before, limit) =>
      filter === undefined ? [] : listProjects(ctx.db, ctx.scope, 'staff', filter, { before, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => (await describeProjects(ctx, page)).map(cellsOf),
  });

const cellsOf = (project: ProjectItem): Cells => [
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
  localMinuteOf(project.next?.waitingSince ?? null),
  localMinuteOf(project.startedAt),
  localMinuteOf(project.completedAt),
  localMinuteOf(project.stoppedAt),
];
