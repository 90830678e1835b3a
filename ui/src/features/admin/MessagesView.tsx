import { Button } from '@mantine/core'
import { IconCopy, IconMailOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { showToast } from '@/ui/toast-store'
import { Empty } from './Empty'
import { MoreButton } from './MoreButton'
import type { Message } from './admin-types'
import { copyText } from './copy'
import { focusBack } from './focus'
import { shown } from './person-acts'
import { serverQueries, useDeleteMessage } from './server.queries'

const LIST = 'admin-messages'
const handleOf = (id: string): string => `message-${id}`

/** Messages that this server could not send: the admin hands them over. */
export function MessagesView() {
  const { t } = useWords()
  const query = useInfiniteQuery(serverQueries.messages())
  const [asked, setAsked] = useState<Message | null>(null)
  if (!query.data) return query.error ? <LoadError error={query.error} onRetry={() => void query.refetch()} /> : <ListSkeleton rows={3} />
  const messages = query.data.pages.flatMap(({ items }) => items)
  const close = () => {
    setAsked(null)
    if (asked) focusBack(handleOf(asked.id), LIST)
  }
  return (
    <div id={LIST} tabIndex={-1} className="admin-focus">
      {messages.length === 0 ? (
        <Empty icon={IconMailOff} color="dusk" title={t('admin.messages.emptyTitle')} text={t('admin.messages.emptyText')} />
      ) : (
        <ul className="list">
          {messages.map((message) => (
            <MessageLine key={message.id} message={message} onDelete={() => setAsked(message)} />
          ))}
        </ul>
      )}
      <MoreButton query={query} />
      {asked && <DeleteDialog message={asked} onClose={close} />}
    </div>
  )
}

function MessageLine({ message: { id, at, recipient, subject, text }, onDelete }: { message: Message; onDelete: () => void }) {
  const { t, language } = useWords()
  const copy = async () => {
    const isCopied = await copyText(text)
    showToast(isCopied ? { tone: 'done', title: t('admin.copied') } : { tone: 'problem', title: t('admin.failed'), text: t('admin.notCopied') })
  }
  return (
    <li className="admin-item">
      <h2 className="nm admin-ask">{subject}</h2>
      <p className="meta n">
        <span>{t('admin.messages.to', { recipient })}</span>
        <span>{momentText(t, at, language)}</span>
      </p>
      <details className="admin-fold">
        <summary className="link">{t('admin.messages.show')}</summary>
        <p className="soft admin-text">{text}</p>
      </details>
      <div className="row wrap" style={{ gap: 10 }}>
        <Button
          variant="default"
          leftSection={<IconCopy size={18} stroke={1.75} aria-hidden />}
          aria-label={t('admin.messages.copyNamed', { subject })}
          onClick={() => void copy()}
        >
          {t('admin.copy')}
        </Button>
        <Button id={handleOf(id)} variant="subtle" color="rose" aria-label={t('admin.messages.deleteNamed', { subject })} onClick={onDelete}>
          {t('admin.messages.delete')}
        </Button>
      </div>
    </li>
  )
}

function DeleteDialog({ message: { id, recipient }, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useWords()
  const remove = useDeleteMessage()
  const confirm = () => {
    const onSuccess = () => {
      showToast({ tone: 'done', title: t('admin.messages.deleted') })
      onClose()
    }
    remove.mutate(id, { onSuccess })
  }
  return (
    <ConfirmDialog
      title={t('admin.messages.deleteAsk')}
      verb={t('admin.messages.delete')}
      stay={t('admin.keep')}
      isBusy={remove.isPending}
      error={shown(remove.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('admin.messages.deleteText', { recipient })}
    </ConfirmDialog>
  )
}
