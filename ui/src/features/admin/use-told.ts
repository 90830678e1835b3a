import { isStepUpNeeded } from '@/api/step-up'
import { useWords } from '@/i18n/use-words'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'

/** For mutations whose outcome is told in a toast: `done` what was done, `failed` why it was not. */
export function useTold() {
  const { t } = useWords()
  return {
    done: (title: string) => void showToast({ tone: 'done', title }),
    failed: (error: Error) => {
      if (!isStepUpNeeded(error)) showToast({ tone: 'problem', title: t('admin.failed'), text: problemWords(t, error) })
    },
  }
}
