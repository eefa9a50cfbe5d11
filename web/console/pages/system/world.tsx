import { useQuery } from '@tanstack/react-query';
import { Button, Slider } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { count, dateTime, relativeTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { World } from './system-types.ts';
import { actLines, answerOfWorld, SPEEDS, speedAt, speedWords, stepOf } from './world-words.ts';
import './system.css';

const KEY = ['system', 'world'];
const PATH = '/api/demo/world';

/** 演示城市走多快，做了些什么？ The city lives through the same doors as people do; here it is told how fast. */
export default function WorldPage(): ReactNode {
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<World>(PATH, { signal }),
    refetchInterval: 2_000,
  });
  const missing = query.error !== null && asProblem(query.error).status === 404;
  return (
    <PageFrame
      title="演示世界"
      question="演示城市走多快，做了些什么？"
      tabs={<AreaTabs area="system" />}
      {...(query.data === undefined ? {} : { answer: answerOfWorld(query.data) })}
    >
      {missing ? (
        <Empty title="这个进程没有演示世界" hint="演示模式下启动的进程才有一座会动的城市；正式环境没有。" />
      ) : (
        <Await query={query}>{(world) => <Living world={world} />}</Await>
      )}
    </PageFrame>
  );
}

function Living({ world }: { world: World }): ReactNode {
  const now = useNow();
  return (
    <div className="world">
      <Speed world={world} />
      <section className="world-acts" aria-label="做了些什么">
        <h2>启动以来做了些什么</h2>
        <dl>
          {actLines(world.acts).map(({ act, name, done, wheel }) => (
            <div key={act} className={`world-act world-act-${wheel}`}>
              <dt>{name}</dt>
              <dd>{count(done)}</dd>
            </div>
          ))}
        </dl>
        <p className="system-note">
          还有{count(world.waiting)}件事等着它们的时间。
          {world.skippedTicks === 0 ? '' : `机器忙，跳过了${count(world.skippedTicks)}拍。`}
        </p>
      </section>
      <section aria-label="最近被拒绝的">
        <h2>最近被拒绝的</h2>
        {world.lastErrors.length === 0 ? (
          <p className="system-note">没有。城市里的人都照规矩来。</p>
        ) : (
          <ul className="world-errors">
            {world.lastErrors.map((error) => (
              <li key={`${error.at} ${error.act} ${error.code}`}>
                <span>{actLines({ [error.act]: 1 })[0]?.name ?? error.act}</span>
                <code>{error.code}</code>
                <time dateTime={error.at} title={dateTime(error.at, now)}>
                  {relativeTime(error.at, now)}
                </time>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Speed({ world }: { world: World }): ReactNode {
  const mayOperate = useMay('system.operate');
  const [dragged, setDragged] = useState<number>();
  const set = useAct((speed: number, key) => api.post<World>(PATH, { body: { speed }, key }), {
    stale: [KEY],
    onDone: () => setDragged(undefined),
  });
  const step = dragged ?? stepOf(world.speed);
  return (
    <section className="world-speed" aria-label="速度">
      <h2>
        {speedWords(dragged === undefined ? world.speed : speedAt(dragged))}
        <small>城里现在 {dateTime(world.simulatedNow)}</small>
      </h2>
      {mayOperate ? (
        <>
          <Slider
            min={0}
            max={SPEEDS.length - 1}
            step={1}
            value={step}
            ariaLabelForHandle="城市的速度"
            ariaValueTextFormatterForHandle={(value) => speedWords(speedAt(value))}
            marks={Object.fromEntries(SPEEDS.map((speed, at) => [at, speed === 0 ? '停' : `${speed}倍`]))}
            tooltip={{ open: false }}
            onChange={setDragged}
            onChangeComplete={(at) => void set.run(speedAt(at))}
          />
          <div className="system-buttons">
            <Button loading={set.busy} onClick={() => void set.run(world.speed === 0 ? speedAt(2) : 0)}>
              {world.speed === 0 ? '让城市动起来' : '暂停城市'}
            </Button>
          </div>
        </>
      ) : (
        <p className="system-note">快慢由系统管理员来调。</p>
      )}
      <ProblemLine problem={set.problem} />
    </section>
  );
}
