import { Button } from '@mantine/core'
import { IconCalendarWeek } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import type { DateOrder } from './import-types'
import { fileOf } from './imports.queries'

const ORDERS: DateOrder[] = ['dmy', 'mdy']

interface DateOrderChoiceProps {
  id: string
  onOrder: (order: DateOrder) => void
}

/** Asks which number of the dates is the day, and reads the file once more. */
export function DateOrderChoice({ id, onOrder }: DateOrderChoiceProps) {
  const { t } = useWords()
  const [order, setOrder] = useState<DateOrder>('dmy')
  return (
    <section className="note tinted p-honey" style={{ marginTop: 20 }} aria-labelledby="date-order">
      <IconCalendarWeek size={22} stroke={1.75} aria-hidden />
      <div className="grow stack" style={{ gap: 12 }}>
        <div>
          <h3 className="h3" id="date-order">
            {t('imports.order.title')}
          </h3>
          <p>{t('imports.order.text')}</p>
        </div>
        <Choices
          legend={t('imports.order.legend')}
          name="date-order"
          value={order}
          onChange={setOrder}
          options={ORDERS.map((value) => ({ value, label: t(`imports.order.${value}`) }))}
        />
        <div>
          <Button variant="default" onClick={() => onOrder(order)}>
            {fileOf(id) ? t('imports.order.again') : t('imports.order.choose')}
          </Button>
        </div>
      </div>
    </section>
  )
}
