/** Sentences of the refiner's refusals, by code. */
export const refiningMessages = {
  'refiner-unavailable': '大模型接口 {host} 暂时连不上（{code}），稍后会再试',
  'refiner-refused': '大模型接口 {host} 拒绝了请求（{code}），请检查密钥、余额、模型名称和接口地址',
  'refiner-config-refused': '大模型复核配置有误，请按提示修改',
} as const;
