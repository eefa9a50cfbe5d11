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
    'commission-downline': '佣金只给带来订单的人。按下线的业绩计佣，《禁止传销条例》第七条不允许',
    'commission-party-unknown': '没有这个角色或机构类型，请从列表里选',
    'commission-rule-past': '佣金规则只能从现在起变，已经产生的佣金不会改。请选以后的时间',
    'commission-rule-ends-early': '结束时间要晚于开始时间',
    'commission-rule-needs-person': '佣金规则要由人签署，请登录后再操作',
    'commission-rules-headquarters': '佣金规则适用于所有城市，只有总部可以调整',
    'commission-rule-ended': '这条规则已经定了更早的结束时间，不用再停',
    'word.commission-rule': '佣金规则',
    'word.task': '任务',
    'word.touchpoint': '触点',
  },
};
