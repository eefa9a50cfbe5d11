#!/usr/bin/env node
import { createReadStream, createWriteStream } from 'node:fs';
import { Refusal } from '#kernel/errors';
import { readConfig, type Config } from '#platform/config';
import { exportDatabase, type ExportProgress, migrate, PostgresStartFailed, restoreDatabase } from '#platform/postgres';
import { createLog } from '#platform/telemetry';
import { catalogue } from './assemble.ts';
import { allSchemas } from './modules.ts';
import { loadDemo } from './load-demo.ts';
import { openConfigured, type OpenedDatabase } from './open-database.ts';
import { start } from './start.ts';

const HELP = `twinwheel <command>

  start               start the server (and the embedded database, unless DATABASE_URL is set)
  migrate             bring the database to this version and stop
  export <file>       write everything in the database to a file
  restore <file>      read an exported file into an empty database
  help                this page
`;

async function main(args: readonly string[]): Promise<void> {
  const [command = 'help', file] = args;
  switch (command) {
    case 'start':
      return runServer(args.includes('--dev'));
    case 'migrate':
      return withDatabase(async ({ database }) => {
        const { applied } = await migrate(database.db, allSchemas);
        say(applied.length === 0 ? '数据库已是最新版本' : `已升级：\n${applied.map((name) => `  ${name}`).join('\n')}`);
      });
    case 'export':
      return withDatabase(async ({ database }) => {
        const path = named(file);
        await exportDatabase(database.db, allSchemas, createWriteStream(path, { flags: 'wx' }), {
          onProgress: progress,
        });
        say(`已导出到 ${path}`);
      });
    case 'restore':
      return withDatabase(async ({ database }) => {
        const path = named(file);
        await migrate(database.db, allSchemas);
        await restoreDatabase(database.db, allSchemas, createReadStream(path), { onProgress: progress });
        say(`已从 ${path} 恢复`);
      });
    case 'load-demo':
      return withDatabase((opened, config) => loadDemo(opened, config, say));
    default:
      say(HELP);
      if (command !== 'help') process.exitCode = 2;
  }
}

async function runServer(dev: boolean): Promise<void> {
  const config = readConfig(process.env);
  const started = await start(config, { dev, say });
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`收到 ${signal}，正在收尾…`);
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

async function withDatabase(work: (opened: OpenedDatabase, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const opened = await openConfigured(config, createLog(config.logLevel));
  try {
    await work(opened, config);
  } finally {
    await opened.close();
  }
}

class FileNameMissing extends Refusal {
  constructor() {
    super('file-name-missing', 'invalid');
    this.message = '请写明文件名，例如：twinwheel export backup.twx';
  }
}

function named(file: string | undefined): string {
  if (file === undefined) throw new FileNameMissing();
  return file;
}

function progress(done: ExportProgress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done.table} ${done.rowsDone}/${done.rowsTotal}\u001b[K`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A refusal is one clear sentence; anything else is a bug and shows where it happened. */
function fail(error: unknown): never {
  if (error instanceof Refusal) {
    const sentence = error.message === error.code ? catalogue().say(error.code, error.params) : error.message;
    process.stderr.write(`${sentence}\n`);
  } else if (error instanceof PostgresStartFailed) {
    process.stderr.write(`${error.message}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  process.exit(1);
}

await main(process.argv.slice(2)).catch(fail);
