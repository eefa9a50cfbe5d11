import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'sign-in-refused': '账号或密码不对，请重新输入',
    'too-many-sign-ins': '试错次数太多，请 {minutes} 分钟后再登录',
    'code-refused': '验证码不对或已过期，请重新获取',
    'code-too-soon': '验证码已发送，{seconds} 秒后可以重新获取',
    'code-sender-missing': '还没有配置短信通道，请联系管理员',
    'proof-refused': '验证码不对或已过期，请重新获取',
    'proof-phone-missing': '没有这位客户的手机号，不能发验证码，请客户在自己手机上签',
    'weak-password': '密码至少 {least} 位',
    'login-taken': '账号 {login} 已被使用，请换一个',
    'demo-only': '演示模式才有这个页面',
  },
};
