import { useOnline } from '../form/use-online.ts'
import type { DraftKeeping } from './use-draft.ts'

const KEPT_IN_WORDS: Record<DraftKeeping, string> = {
  not_yet: '',
  in_tab: '已保存在这个标签页里',
  on_server: '已保存为草稿，换一台电脑也能接着填',
  only_in_tab: '暂时没有存到服务器，已保存在这个标签页里',
  nowhere: '浏览器不让保存，请不要关闭这个页面',
}

export function KeptNotice({ kept }: { kept: DraftKeeping }) {
  return <p className="kept">{KEPT_IN_WORDS[kept]}</p>
}

export function OfflineNotice() {
  const isOnline = useOnline()
  return (
    <div role="status">
      {isOnline ? null : (
        <p className="notice notice-warn">网络断开了。您填写的内容都保存着，可以接着填；连上网再提交。</p>
      )}
    </div>
  )
}

export function ReviewersReason({ reason }: { reason: string }) {
  return (
    <section className="notice notice-warn" aria-labelledby="reviewers-reason">
      <h2 id="reviewers-reason">审核人的意见</h2>
      <p>{reason}</p>
    </section>
  )
}
