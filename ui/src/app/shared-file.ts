/** Where a file that another app shared waits for the import page, which takes it out. */
const CACHE = 'habitus-shared'
const KEY = '/shared-file'

/** Takes the file of a share (multipart, field `file`) and leads to the import page, which also says if there was none. */
export async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData()
  const file = form.get('file')
  if (file instanceof File) {
    const headers = { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' }
    await (await caches.open(CACHE)).put(KEY, new Response(file, { headers }))
  }
  return Response.redirect('/imports?shared=1', 303)
}
