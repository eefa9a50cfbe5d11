import { useState, type ReactNode } from 'react';
import type { MyGroupBuy } from '#modules/commerce/contract';
import { businessDay } from '#kernel/time';
import { shareWords } from '../../my/group-words.ts';
import { serverTime, type Heard } from '../../my/server-time.ts';
import { groupPath } from '../../my/trade-paths.ts';
import { ByHand } from '../../parts/by-hand.tsx';
import { copyText } from '../../parts/copy-text.ts';
import { PosterView, type Poster } from '../../parts/poster-view.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';
import { Way } from '../../parts/way.tsx';

interface ShareSheetProps {
  readonly it: MyGroupBuy & Heard;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Three ways into the chat: words, poster, link. */
export function ShareSheet({ it, open, onClose }: ShareSheetProps): ReactNode {
  const [byHand, setByHand] = useState<string>();
  const [poster, setPoster] = useState(false);
  const url = location.origin + it.sharePath;
  const close = (): void => {
    setByHand(undefined);
    onClose();
  };
  const copy = async (text: string, done: string): Promise<void> => {
    if (!(await copyText(text))) return setByHand(text);
    say(done);
    close();
  };
  const words = (): string => {
    const now = serverTime(it, Date.now());
    return shareWords({ it, url, now, today: businessDay(new Date(now)) });
  };
  return (
    <>
      <Sheet open={open} title={`发到${it.communityName}的群`} onClose={close}>
        {byHand === undefined ? (
          <div className="forward-ways">
            <Way
              icon="copy"
              name="复制文案"
              hint="商品、价格、截单时间和链接都有"
              first
              onClick={() => void copy(words(), '文案和链接复制好了，去群里粘贴')}
            />
            <Way
              icon="download"
              name="看海报，保存"
              hint="图上有二维码"
              onClick={() => {
                close();
                setPoster(true);
              }}
            />
            <Way
              icon="link"
              name="复制链接"
              hint="只要链接"
              onClick={() => void copy(url, '链接复制好了，去群里粘贴')}
            />
          </div>
        ) : (
          <ByHand text={byHand} onDone={close} />
        )}
      </Sheet>
      <PosterView poster={posterOf(it)} open={poster} onClose={() => setPoster(false)} />
    </>
  );
}

const posterOf = (it: MyGroupBuy): Poster => ({
  url: groupPath(it.groupBuyId, 'poster.png'),
  of: `${it.communityName} ${it.title}`,
  fileName: `${it.communityName}-${it.title}.png`,
});
