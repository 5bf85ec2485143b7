import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import { mostInForm } from '../../../functions/api/http/limits.ts'
import { buildHouse, type House } from '../../access/house.ts'
import { aPdf, type Given, located, pdf } from '../../attachments/files.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, hidden, sessionFor, type Visitor, visitor, visitorWith } from './visitor.ts'

const aFile = ({ name, bytes }: Given = aPdf(), type = '') =>
  new File([new Uint8Array(bytes)], name, { type })

describe('the files of a publication, in the console', { timeout: 120_000 }, () => {
  let world: World
  let wire: Wire
  let house: House
  let session: string
  let author: Visitor
  let reader: Visitor
  let draft: string
  let out: string
  beforeEach(async () => {
    wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    house = await buildHouse(world)
    const { organizationId, contactId } = house
    session = await sessionFor(world, { organizationId, contactId })
    author = visitorWith(world, session)
    reader = await visitor(world)
    out = `/console/posts/${house.postId}`
    const from = '/console/posts/new'
    const text = {
      kind: 'news',
      'texts.0.language': 'en',
      'texts.0.title': 'Draft',
      'texts.0.body': 'What was seen.',
    }
    draft = (await author.send(from, from, { ...text, 'audience.to': 'members' })).location!.replace(
      /\?.*/,
      '',
    )
  })

  const carried = async (path: string) => {
    const token = await world.tokenFor({ organizationId: house.organizationId, contactId: house.contactId })
    return (await world.call(token, 'GET', `/v1/posts/${path.slice(15)}`)).json.attachments
  }
  const send = async (path: string, fields: Fields = {}, file?: File) => {
    const at = `${path}/files`
    return author.upload(at, { ...hidden((await author.get(at)).html), ...fields }, file)
  }
  const bytesAt = async (who: Visitor, path: string) => {
    const { status, headers } = await who.get(path)
    if (status !== 302) return status
    const answer = (await world.files.fetch(new Request(headers.get('Location')!)))!
    return Buffer.from(await answer.arrayBuffer())
  }

  it('are added to a draft by a form alone, whatever type the browser says, and fetched by who may read it', async () => {
    const sent = await send(draft, {}, aFile(aPdf(), 'application/octet-stream'))
    expect([sent.status, sent.location]).toEqual([303, `${draft}/files?done=saved`])
    const [file] = await carried(draft)
    expect(file).toMatchObject({ name: 'report.pdf', type: 'application/pdf', size: pdf().length })
    const at = `${draft}/attachments/${file.id}`
    expect(await bytesAt(author, at)).toEqual(pdf())
    expect(await bytesAt(reader, at)).toBe(404)
    expect((await reader.get(`${draft}/files`)).status).toBe(404)
    await author.send(draft, `${draft}/publication`)
    expect((await reader.get(draft)).html).toContain(`href="${at}"`)
    expect(await bytesAt(reader, at)).toEqual(pdf())
    expect((await reader.get(`${out}/attachments/${file.id}`)).status).toBe(404)
  })

  it('of what is out are changed by a correction, which says to its readers what has changed', async () => {
    const mute = await send(out, { changed: ' ' }, aFile())
    expect([mute.status, await carried(out)]).toEqual([422, []])
    expect(mute.html).toMatch(/id="changed-fault"/)
    expect((await send(out, { changed: 'The report itself.' }, aFile())).status).toBe(303)
    const [{ id }] = await carried(out)
    const other = aFile(aPdf({ name: 'second.pdf', bytes: pdf('Two villages') }))
    const swapped = await send(out, { changed: 'Two villages, not three.', takeOff: id }, other)
    expect(swapped.status).toBe(303)
    expect((await carried(out)).map(({ name }: { name: string }) => name)).toEqual(['second.pdf'])
    expect(await bytesAt(author, `${out}/attachments/${id}`)).toBe(404)
    const { html } = await author.get(out)
    expect(html).toContain('The report itself.')
    expect(html).toContain('Two villages, not three.')
  })

  it.each(Object.entries(located))(
    'are refused beside the field where a picture says its place %s',
    async (_, given) => {
      const sent = await send(out, { changed: 'A picture <of> it' }, aFile(given))
      expect([sent.status, await carried(out)]).toEqual([422, []])
      expect(sent.html).toMatch(/id="file-fault"[\s\S]*says where it was taken/)
      expect(sent.html).toContain('A picture &lt;of&gt; it')
      // The same form with another file.
      const again = await author.upload(
        `${out}/files`,
        { ...hidden(sent.html), changed: 'A report' },
        aFile(),
      )
      expect(again.status).toBe(303)
    },
  )

  it.each([
    ['nothing was chosen', undefined],
    ['it is a program', new File(['MZ'], 'report.exe')],
    ['it is no more than its name', aFile(aPdf({ bytes: Buffer.from('<script>alert(1)</script>') }))],
    ['its name leads out of a folder', aFile(aPdf({ name: '..\\report.pdf' }))],
    ['it is empty', new File([], 'report.pdf')],
    ['it is too large for a form', aFile(aPdf({ bytes: Buffer.alloc(mostInForm + 1, '%PDF-1.7\n') }))],
  ])('are refused beside the field where %s', async (_, file) => {
    const sent = await send(draft, {}, file)
    expect([sent.status, await carried(draft)]).toEqual([422, []])
    expect(sent.html).toMatch(/id="file-fault"/)
    expect(sent.html).toMatch(
      /<input id="file"[^>]*aria-describedby="file-hint file-fault" aria-invalid="true"/,
    )
  })

  it('are no more than six', async () => {
    for (let count = 0; count < 6; count++)
      expect((await send(draft, {}, aFile(aPdf({ bytes: pdf(`Part ${count}`) })))).status).toBe(303)
    const sent = await send(draft, {}, aFile())
    expect([sent.status, (await carried(draft)).length]).toEqual([422, 6])
    expect(sent.html).toMatch(/id="file-fault"[\s\S]*take one off first/)
  })

  it('are said to be too large by a page, in the language of the browser, where the form itself is', async () => {
    const body = new FormData()
    body.append('file', aFile(aPdf({ bytes: Buffer.alloc(6_000_000) })))
    const headers = { Cookie: `tocsin_session=${session}`, 'Accept-Language': 'nl' }
    const answer = await world.app.request(`${draft}/files`, { method: 'POST', body, headers })
    expect([answer.status, answer.headers.get('Content-Language')]).toEqual([413, 'nl'])
    expect(await answer.text()).toContain('Dit bestand is te groot')
  })

  it('are once what is sent twice, one after the other or both at once', async () => {
    const at = `${out}/files`
    const fields = { ...hidden((await author.get(at)).html), changed: 'The report itself.' }
    const both = await Promise.all([author.upload(at, fields, aFile()), author.upload(at, fields, aFile())])
    expect(both.some(({ status }) => status === 303)).toBe(true)
    for (const { status } of both) expect([303, 409, 412]).toContain(status)
    const before = wire.stream.length
    expect((await author.upload(at, fields, aFile())).status).toBe(303)
    expect(wire.stream.length).toBe(before)
    expect((await carried(out)).length).toBe(1)
    const taking = {
      ...hidden((await author.get(at)).html),
      changed: 'Without it.',
      takeOff: (await carried(out))[0].id,
    }
    for (let count = 0; count < 2; count++) expect((await author.upload(at, taking)).status).toBe(303)
    expect((await carried(out)).length).toBe(0)
  })

  it('are added where the function gets the form as an event, its bytes in Base64', async () => {
    const at = `${draft}/files`
    const body = new FormData()
    for (const [name, value] of Object.entries(hidden((await author.get(at)).html))) body.set(name, value)
    const bytes = pdf('é'.repeat(400))
    body.set('file', aFile(aPdf({ name: 'village – été.pdf', bytes })))
    const form = new Response(body)
    const answer = await handle(world.app)(
      {
        version: '2.0',
        routeKey: '$default',
        rawPath: at,
        rawQueryString: '',
        cookies: [`tocsin_session=${session}`],
        headers: { 'content-type': form.headers.get('content-type')!, 'sec-fetch-site': 'same-origin' },
        requestContext: {
          domainName: 'x.example.org',
          http: { method: 'POST', path: at, sourceIp: '192.0.2.1' },
        },
        body: Buffer.from(await form.arrayBuffer()).toString('base64'),
        isBase64Encoded: true,
      } as unknown as LambdaEvent,
      {} as LambdaContext,
    )
    expect(answer.statusCode).toBe(303)
    const [file] = await carried(draft)
    expect(file.name).toBe('village – été.pdf')
    expect(await bytesAt(author, `${draft}/attachments/${file.id}`)).toEqual(bytes)
  })
})
