import { Button } from '@mantine/core'
import { useWords } from '@/i18n/use-words'

interface MoreButtonProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** Brings the next page of a list; nothing at its end. */
export function MoreButton({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: MoreButtonProps) {
  const { t } = useWords()
  if (!hasNextPage) return null
  return (
    <Button variant="default" style={{ marginTop: 12 }} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t('admin.more')}
    </Button>
  )
}
