import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OfflineBanner } from '../../shared/states.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

/** The frame of every page: rail on the left, bar on top, the page in between. */
export function Shell(): ReactNode {
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        跳到正文
      </a>
      <Rail />
      <TopBar />
      <main className="shell-main" id="main" tabIndex={-1}>
        <OfflineBanner>没有网络，看到的是断网前的内容。</OfflineBanner>
        <Outlet />
      </main>
      <Palette />
    </div>
  );
}
