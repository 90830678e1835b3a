import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import * as uploads from '@/api/upload'
import { ApiProblem, Unreachable } from '@/api/problem'
import * as session from '@/api/session'
import type { ImportRead, ImportReport } from '@/api/types'
import { i18n, speak } from '@/i18n/i18n'
import { expectAccessible, show } from '@/test/render'
import { json, serve } from '@/test/server'
import { DropZone } from './DropZone'
import { ExportHelp } from './ExportHelp'
import { ImportList } from './ImportList'
import { ImportView } from './ImportView'
import { UploadCard } from './UploadCard'
import { confirmWords, refusalWords, scoreWords } from './import-words'
import { takeSharedFile } from './shared-file'
import { useUpload } from './use-upload'

beforeEach(() => {
  session.begin({ access_token: 'token' })
})

const aReport = (more: Partial<ImportReport> = {}): ImportReport => ({
  format: 'loop_csv',
  person: 'mira@home.example',
  dry_run: true,
  habits: { new: 9, merged: 0, unchanged: 0 },
  entries: { read: 3830, added: 3411, updated: 12, unchanged: 300, automatic_dropped: 95, refused: 12 },
  notes: { read: 45, added: 44 },
  skips: { read: 0, added: 0 },
  measurements: { read: 0, added: 0, merged: 0, zeros_dropped: 0 },
  refused: Array.from({ length: 12 }, (_, place) => ({ file: 'Run/Checkmarks.csv', line: place + 2, code: 'value_unreadable', reason: 'Server words.' })),
  not_carried: [{ what: 'reminders', count: 2, reason: 'They have a time but no weekday, so they never rang.' }],
  warnings: ['“Run” has another goal in the file; here it keeps its own.'],
  score_check: { compared: 5797, max_abs_diff: 0.00001, worst: { habit: 'Run', day: '2026-03-03', theirs: 0.5, ours: 0.5 }, skipped_habits: [{ habit: 'Read', reason: 'The file has no scores of it.' }] },
  ...more,
})

const anImport = (more: Partial<ImportRead> = {}): ImportRead => ({
  id: 'one',
  state: 'ready',
  file_name: 'Loop backup.db',
  percent: 100,
  created_at: '2026-11-20T08:00:00Z',
  report: aReport(),
  problem: null,
  ...more,
})

const nothing = aReport({
  habits: { new: 0, merged: 0, unchanged: 9 },
  entries: { read: 300, added: 0, updated: 0, unchanged: 300, automatic_dropped: 0, refused: 0 },
  refused: [],
  not_carried: [],
  warnings: [],
  score_check: null,
})

const view = (one: ImportRead, onOrder = vi.fn()) => <ImportView one={one} onOrder={onOrder} next={<span>What next</span>} />

test('a file that was read is reported in plain words before anything is stored', async () => {
  const { container } = await show(view(anImport()))
  expect(await screen.findByText('Nothing is stored yet. Have a look, then decide.')).toBeVisible()
  const sums = within(screen.getByRole('region', { name: 'What would come in' }))
  expect(sums.getAllByRole('term').map((term) => term.textContent)).toEqual(['New habits', 'Days added', 'Days changed since the last import', 'Days that are here already', 'with a note'])
  expect(screen.getByText('95 days that Loop filled in by itself')).toBeVisible()
  expect(screen.getByText('They have a time but no weekday, so they never rang.')).toBeVisible()
  expect(screen.getByText('Yes: on all 5,797 days that could be compared it is the same as in Loop.')).toBeVisible()
  await expectAccessible(container)
})

test('refused rows say where they are; the first ten, and all on demand', async () => {
  await show(view(anImport()))
  const rows = within(await screen.findByRole('region', { name: 'Rows that cannot be read' }))
  expect(rows.getAllByRole('listitem')).toHaveLength(10)
  expect(rows.getByText('Run/Checkmarks.csv, line 2')).toBeVisible()
  await userEvent.click(rows.getByRole('button', { name: 'Show all 12' }))
  expect(rows.getAllByRole('listitem')).toHaveLength(12)
})

test('the button says how many days it imports', async () => {
  const calls = serve({ 'POST /api/v1/imports/one/confirm': json(anImport({ state: 'importing', percent: 0 }), 202) })
  await show(view(anImport()))
  await userEvent.click(await screen.findByRole('button', { name: 'Import 3,423 days' }))
  await waitFor(() => expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/imports/one/confirm']))
})

test('a file that brings nothing new offers nothing to import', async () => {
  await show(view(anImport({ report: nothing })))
  expect(await screen.findByText('Everything in it is here already')).toBeVisible()
  expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Put away' })).toBeVisible()
})

test('while the server works it says how far it is, and can be stopped', async () => {
  const calls = serve({ 'DELETE /api/v1/imports/one': new Response(null, { status: 204 }) })
  const { container } = await show(view(anImport({ state: 'reading', percent: 42, report: null })))
  expect(await screen.findByRole('progressbar', { name: 'Reading your file' })).toHaveAttribute('aria-valuenow', '42')
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(calls[0]?.method).toBe('DELETE'))
})

test('when it is done it says so, and what next', async () => {
  await show(view(anImport({ state: 'done', report: aReport({ dry_run: false }) })))
  expect(await screen.findByText('3,423 days are in')).toBeVisible()
  expect(screen.getByText('What next')).toBeVisible()
  expect(screen.getByRole('region', { name: 'What came in' })).toBeVisible()
})

test('dates that can be read in two ways are asked about', async () => {
  const onOrder = vi.fn()
  const problem = { code: 'date_order_ambiguous', title: 'Server title', detail: 'Give --date-order.' }
  const { container } = await show(view(anImport({ state: 'failed', report: null, problem }), onOrder))
  await userEvent.click(await screen.findByLabelText('Month/day'))
  await expectAccessible(container)
  await userEvent.click(screen.getByRole('button', { name: 'Choose the file again' }))
  expect(onOrder).toHaveBeenCalledWith('mdy')
  expect(screen.queryByText(/--date-order/)).toBeNull()
})

test('a failure says what to do, in our words where we have them', async () => {
  await show(view(anImport({ state: 'failed', report: null, problem: { code: 'import_format_unknown', title: 'x', detail: 'y' } })))
  expect(await screen.findByText('This is not an export we know')).toBeVisible()
  expect(screen.getByText('What next')).toBeVisible()
})

test('the strength that differs most is named', () => {
  const check = { compared: 10, max_abs_diff: 0.034, worst: { habit: 'Run', day: '2026-03-03', theirs: 0.641, ours: 0.607 }, skipped_habits: [] }
  expect(scoreWords(i18n.t, 'en', check, '2026-11-20')).toBe('Not everywhere. Of 10 days compared, “Run” on 3 Mar differs most: 64.1\u00a0% in Loop, 60.7\u00a0% here.')
  expect(scoreWords(i18n.t, 'en', { ...check, compared: 0, worst: null }, '2026-11-20')).toBe('No habit could be compared.')
})

test('what the button says without a new day, and in German', async () => {
  const habits = aReport({ entries: { ...nothing.entries } })
  expect(confirmWords(i18n.t, 'en', habits)).toBe('Import 9 habits')
  await speak('de')
  expect(confirmWords(i18n.t, 'de', aReport())).toBe('3.423 Tage importieren')
  expect(refusalWords(i18n.t, new ApiProblem(409, { code: 'import_running' }))).toMatch(/^Ein anderer Import von dir läuft/)
})

function Sender({ onMade }: { onMade: (id: string) => void }) {
  const upload = useUpload(onMade)
  return (
    <>
      <UploadCard upload={upload} />
      <DropZone onFile={(file) => upload.start(file)} />
    </>
  )
}

const aFile = (content = 'Date,Value') => new File([content], 'Checkmarks.csv')

test('a chosen file is sent at once, and sent again when the server was away', async () => {
  const made = vi.fn()
  const send = vi.spyOn(uploads, 'upload').mockRejectedValueOnce(new Unreachable(null)).mockResolvedValueOnce(anImport({ state: 'waiting' }))
  const { container } = await show(<Sender onMade={made} />)
  await userEvent.upload(await screen.findByLabelText(/Choose a file/), aFile())
  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))
  await waitFor(() => expect(made).toHaveBeenCalledWith('one'))
  const [path, form] = send.mock.calls[1]!
  expect(path).toBe('/api/v1/imports')
  expect((form.get('file') as File).name).toBe('Checkmarks.csv')
  await expectAccessible(container)
})

test('on its way it shows its share and can be stopped', async () => {
  vi.spyOn(uploads, 'upload').mockImplementation((_path, _form, { onProgress } = {}) => {
    onProgress?.(0.5)
    return new Promise(() => undefined)
  })
  await show(<Sender onMade={vi.fn()} />)
  await userEvent.upload(await screen.findByLabelText(/Choose a file/), aFile())
  expect(await screen.findByRole('progressbar', { name: 'Sending' })).toHaveAttribute('aria-valuenow', '50')
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
})

test('an empty file is not sent', async () => {
  const send = vi.spyOn(uploads, 'upload')
  await show(<Sender onMade={vi.fn()} />)
  await userEvent.upload(await screen.findByLabelText(/Choose a file/), aFile(''))
  expect(await screen.findByText('This file is empty. Export it again.')).toBeVisible()
  expect(send).not.toHaveBeenCalled()
})

test('a file can be dropped anywhere on the page, but only one', async () => {
  const chosen = vi.fn()
  await show(<DropZone onFile={chosen} />)
  await screen.findByLabelText(/Choose a file/)
  fireEvent.dragOver(document.body, { dataTransfer: { types: ['Files'] } })
  expect(await screen.findByText('Let go to read it')).toBeVisible()
  const drop = (files: File[]) => fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files } })
  drop([aFile(), aFile()])
  expect(await screen.findByText(/^Please one file at a time/)).toBeVisible()
  expect(chosen).not.toHaveBeenCalled()
  drop([aFile()])
  expect(chosen).toHaveBeenCalledOnce()
})

test('how to get the file, and earlier imports', async () => {
  const { container } = await show(
    <>
      <ExportHelp />
      <ImportList imports={[anImport(), anImport({ id: 'two', state: 'done' }), anImport({ id: 'three', state: 'importing', percent: 30 })]} />
    </>,
  )
  expect(await screen.findByText('Read, not imported yet')).toBeVisible()
  expect(screen.getByText('3,423 days imported')).toBeVisible()
  expect(screen.getByText('Importing, 30 %')).toBeVisible()
  expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', '/imports/one')
  await expectAccessible(container)
})

test('a shared file is taken out of the cache once', async () => {
  const stored = new Map([['/shared-file', new Response('Date,Value', { headers: { 'X-File-Name': encodeURIComponent('Übung läuft.csv') } })]])
  const cache = {
    match: (key: string) => Promise.resolve(stored.get(key)),
    delete: (key: string) => Promise.resolve(stored.delete(key)),
  }
  vi.stubGlobal('caches', { has: () => Promise.resolve(true), open: () => Promise.resolve(cache) })
  const file = await takeSharedFile()
  expect(file?.name).toBe('Übung läuft.csv')
  expect(await file?.text()).toBe('Date,Value')
  expect(await takeSharedFile()).toBeNull()
  vi.unstubAllGlobals()
})
