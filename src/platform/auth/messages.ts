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
    'staff-only-for-everywhere': '账号由负责全部范围的管理员管理',
    'unknown-staff-role': '没有角色 {role}，或它不是给后台账号的',
    'unknown-staff-area': '选的范围不存在，请重新选择',
    'last-administrator': '至少要留一个能管理账号的系统管理员',
    'own-account': '不能停用自己的账号，也不能去掉自己管理账号的权限，请让另一位管理员来做',
    'current-password-wrong': '现在的密码不对，请重新输入',
    'demo-only': '演示模式才有这个页面',
  },
};
