import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'task-not-yours': '这个任务已经转给别人了，刷新一下看看新的任务',
    'no-such-candidate': '这位同事不负责这个小区，请换一位',
    'touchpoint-code-taken': '编号 {code} 已被使用，请换一个',
    'phone-belongs-to-touchpoint': '这些触点的手机号已被登记：{codes}',
    'outside-area': '这个城市或门店不在您的负责范围内',
    'unknown-community': '没有这些小区：{ids}',
    'community-not-covered': '您不负责这个小区，请换成您负责的小区',
    'word.task': '任务',
    'word.touchpoint': '触点',
  },
};
