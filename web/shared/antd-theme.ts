import { theme as antd, type ThemeConfig } from 'antd';
import { parseTokens } from './tokens.ts';
import css from './tokens.css?raw';

const tokens = parseTokens(css);

/** The main button is a person's act; the others are on paper. Derived by antd they would be greys, and links too dark. */
const buttonColours = (token: (name: string) => string) => ({
  colorPrimary: token('people-fill'),
  colorPrimaryHover: token('people-fill-strong'),
  colorPrimaryActive: token('people-fill-strong'),
  defaultBg: token('paper'),
  colorLink: token('system'),
  colorLinkHover: token('system-strong'),
});

/** antd in our tokens. Its default greys (descriptions, placeholders, disabled text) fail AA; ours do not. */
export function antdTheme(mode: 'light' | 'dark'): ThemeConfig {
  const token = (name: string): string => tokens[mode][name] ?? '';
  return {
    algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: token('system'),
      colorInfo: token('system'),
      colorLink: token('system'),
      colorLinkHover: token('system-strong'),
      colorSuccess: token('good'),
      colorWarning: token('warn'),
      colorError: token('bad'),
      colorText: token('ink'),
      colorTextSecondary: token('ink-2'),
      colorTextTertiary: token('ink-3'),
      colorTextQuaternary: token('ink-3'),
      colorTextPlaceholder: token('ink-3'),
      colorTextDescription: token('ink-3'),
      colorTextDisabled: token('ink-3'),
      colorIcon: token('ink-3'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      colorBgLayout: token('ground'),
      colorBgContainer: token('paper'),
      colorBgElevated: token('paper'),
      controlItemBgHover: token('hover'),
      controlItemBgActive: token('system-wash'),
      controlItemBgActiveHover: token('system-wash'),
      borderRadius: 8,
      borderRadiusSM: 4,
      fontFamily: token('font'),
      fontSize: 14,
      controlHeight: 32,
      boxShadow: token('shadow'),
      boxShadowSecondary: token('shadow'),
      motionDurationFast: '0.1s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.15s',
    },
    components: {
      Button: {
        ...buttonColours(token),
        primaryShadow: 'none',
        dangerShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
        algorithm: true,
      },
      Table: {
        headerBg: token('ground'),
        headerColor: token('ink-2'),
        rowHoverBg: token('hover'),
        headerSplitColor: 'transparent',
        rowSelectedBg: token('system-wash'),
        rowSelectedHoverBg: token('system-wash'),
        cellPaddingBlockMD: 8,
        cellPaddingInlineMD: 16,
      },
      Tooltip: { colorBgSpotlight: mode === 'light' ? token('ink') : '#3a4744' },
    },
  };
}
