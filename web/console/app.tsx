import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, type ReactNode } from 'react';
import { antdTheme } from '../shared/antd-theme.ts';
import { SessionGate } from '../shared/session.tsx';
import { router } from './router.tsx';
import { useThemeMode } from './shell/theme-mode.ts';
import { SignIn } from './sign-in/sign-in.tsx';

/** Buttons say what they say: antd would put a space between two Chinese characters. */
const BUTTON = { autoInsertSpace: false };

export function App(): ReactNode {
  const { mode } = useThemeMode();
  const theme = useMemo(() => antdTheme(mode), [mode]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={BUTTON}>
      <AntdApp component={false}>
        <SessionGate signIn={<SignIn />}>
          <RouterProvider router={router} />
        </SessionGate>
      </AntdApp>
    </ConfigProvider>
  );
}
