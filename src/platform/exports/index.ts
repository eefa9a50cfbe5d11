/** Lists that are taken away as tables. */
export { csvReply } from './csv-reply.ts';
export { exportList, type Cells, type ExportedList } from './export-list.ts';
