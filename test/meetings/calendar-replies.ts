/** What a client's calendar is told by the invitation, and who presses which button. */
export interface Pressed {
  readonly uid: string
  readonly organizer: string
  readonly attendee: string
  readonly sequence: number
  readonly partstat: string
  readonly stamp: string
  readonly comment?: string
  /** The line by which it names one of a series. */
  readonly occurrence?: string
}

type Client = (pressed: Pressed) => string

const crlf = (lines: readonly (string | false | undefined)[]) =>
  lines.filter((line) => line !== false && line !== undefined).join('\r\n')

const base64 = (text: string) => Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n')

const calendar = (lines: readonly (string | false | undefined)[]) => `${crlf(lines)}\r\n`

interface Part {
  readonly type: string
  readonly body: string
  readonly encoded?: boolean
  readonly disposition?: string
}

const partOf = ({ type, body, encoded = true, disposition }: Part) =>
  crlf([
    `Content-Type: ${type}`,
    disposition && `Content-Disposition: ${disposition}`,
    encoded ? 'Content-Transfer-Encoding: base64' : 'Content-Transfer-Encoding: 7bit',
    '',
    encoded ? base64(body) : body,
  ])

const several = (kind: string, parts: readonly string[], boundary: string) =>
  crlf([
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    '',
  ])

const mail = (headers: readonly string[], content: string) =>
  crlf(['MIME-Version: 1.0', ...headers, content, ''])

const word: Record<string, string> = {
  ACCEPTED: 'Accepted',
  TENTATIVE: 'Tentative',
  DECLINED: 'Declined',
}

/** A text, an HTML and a calendar alternative, and the same calendar attached. */
export const gmail: Client = ({
  uid,
  organizer,
  attendee,
  sequence,
  partstat,
  stamp,
  comment,
  occurrence,
}) => {
  const ics = calendar([
    'BEGIN:VCALENDAR',
    'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    'DTSTART:20261201T120000Z',
    'DTEND:20261201T133000Z',
    `DTSTAMP:${stamp}`,
    `ORGANIZER;CN=The Alliance:mailto:${organizer}`,
    `UID:${uid}`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};CN=${attendee};X-NUM-GUESTS=0:mailto:\r\n ${attendee}`,
    comment && `COMMENT:${comment}`,
    occurrence,
    'CREATED:20261122T090100Z',
    'LAST-MODIFIED:20261122T093000Z',
    `SEQUENCE:${sequence}`,
    'STATUS:CONFIRMED',
    'SUMMARY:Weekly call',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ])
  const alternatives = several(
    'alternative',
    [
      partOf({
        type: 'text/plain; charset="UTF-8"; format=flowed; delsp=yes',
        body: 'Ana has accepted this invitation.',
      }),
      partOf({ type: 'text/html; charset="UTF-8"', body: '<p>Ana has accepted this invitation.</p>' }),
      partOf({ type: 'text/calendar; charset="UTF-8"; method=REPLY', body: ics, encoded: false }),
    ],
    '000000000000aa',
  )
  const attached = partOf({
    type: 'application/ics; name="invite.ics"',
    body: ics,
    disposition: 'attachment; filename="invite.ics"',
  })
  return mail(
    [
      `Reply-To: Ana <${attendee}>`,
      'Sender: Google Calendar <calendar-notification@google.com>',
      'Auto-Submitted: auto-generated',
      `From: Ana <${attendee}>`,
      `To: ${organizer}`,
      `Subject: ${word[partstat]}: Weekly call @ Tue 1 Dec 2026`,
    ],
    several('mixed', [alternatives, attached], '000000000000bb'),
  )
}

/** Outlook and Exchange: no ORGANIZER, zones by their Windows names, the address as the name, upper-case MAILTO. */
export const outlook: Client = ({
  uid,
  organizer,
  attendee,
  sequence,
  partstat,
  stamp,
  comment,
  occurrence,
}) => {
  const ics = calendar([
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:E. Africa Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    'TZOFFSETFROM:+0300',
    'TZOFFSETTO:+0300',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=${partstat};CN=${attendee}:MAILTO:${attendee.toUpperCase()}`,
    `COMMENT;LANGUAGE=de-DE:${comment ?? '\\n'}`,
    `UID:${uid}`,
    `SUMMARY;LANGUAGE=de-DE:Zugesagt: Weekly call`,
    'DTSTART;TZID=E. Africa Standard Time:20261201T150000',
    'DTEND;TZID=E. Africa Standard Time:20261201T163000',
    'CLASS:PUBLIC',
    'PRIORITY:5',
    `DTSTAMP:${stamp}`,
    'TRANSP:OPAQUE',
    'STATUS:CONFIRMED',
    occurrence,
    `SEQUENCE:${sequence}`,
    'LOCATION;LANGUAGE=de-DE:',
    'X-MICROSOFT-CDO-APPT-SEQUENCE:0',
    'X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY',
    'X-MICROSOFT-CDO-ALLDAYEVENT:FALSE',
    'END:VEVENT',
    'END:VCALENDAR',
  ])
  const parts = [
    partOf({ type: 'text/plain; charset="iso-8859-1"', body: '\r\n' }),
    partOf({ type: 'text/html; charset="iso-8859-1"', body: '<html><body></body></html>' }),
    partOf({ type: 'text/calendar; charset="utf-8"; method=REPLY', body: ics }),
  ]
  return mail(
    [
      `From: "Desk, Ana" <${attendee.toUpperCase()}>`,
      `To: ${organizer.toUpperCase()}`,
      'Subject: =?iso-8859-1?Q?Zugesagt:_Weekly_call?=',
      'X-MS-Has-Attach:',
      'X-MS-TNEF-Correlator:',
    ],
    several('alternative', parts, '_000_AM9PR01MB_'),
  )
}

/** Apple: the calendar alone beside a text, the organizer repeated, the attendee's address also as a parameter. */
export const apple: Client = ({
  uid,
  organizer,
  attendee,
  sequence,
  partstat,
  stamp,
  comment,
  occurrence,
}) => {
  const ics = calendar([
    'BEGIN:VCALENDAR',
    'CALSCALE:GREGORIAN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'PRODID:-//Apple Inc.//macOS 15.1//EN',
    'BEGIN:VEVENT',
    'TRANSP:OPAQUE',
    `DTEND:20261201T133000Z`,
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${sequence}`,
    'SUMMARY:Weekly call',
    'LAST-MODIFIED:20261122T091500Z',
    'DTSTART:20261201T120000Z',
    'CREATED:20261122T091400Z',
    `ORGANIZER;CN="The Alliance";EMAIL="${organizer}":mailto:${organizer}`,
    comment && `COMMENT:${comment}`,
    occurrence,
    `ATTENDEE;CN="Ana";CUTYPE=INDIVIDUAL;EMAIL="${attendee}";PARTSTAT=${partstat};ROLE=REQ-PARTICIPANT:/aMjU1/principal/`,
    'END:VEVENT',
    'END:VCALENDAR',
  ])
  return mail(
    [
      `From: Ana <${attendee}>`,
      `To: ${organizer}`,
      'Subject: Ana accepted your invitation',
      'X-Mailer: Apple Mail',
    ],
    several(
      'mixed',
      [
        partOf({
          type: 'text/plain; charset=us-ascii',
          body: 'Ana has accepted the invitation.',
          encoded: false,
        }),
        partOf({
          type: 'text/calendar; charset=utf-8; method=REPLY; name="iCal-20261122.ics"',
          body: ics,
          disposition: 'attachment; filename=iCal-20261122.ics',
        }),
      ],
      'Apple-Mail=_A1',
    ),
  )
}

/** Thunderbird: a folded attendee, bare line ends in the attachment, everything quoted back. */
export const thunderbird: Client = ({
  uid,
  organizer,
  attendee,
  sequence,
  partstat,
  stamp,
  comment,
  occurrence,
}) => {
  const ics = calendar([
    'BEGIN:VCALENDAR',
    'PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    'CREATED:20261122T091400Z',
    'LAST-MODIFIED:20261122T091500Z',
    `DTSTAMP:${stamp}`,
    `UID:${uid}`,
    'SUMMARY:Weekly call',
    'STATUS:CONFIRMED',
    `ORGANIZER;CN=The Alliance:mailto:${organizer}`,
    `ATTENDEE;RSVP=TRUE;PARTSTAT=${partstat};ROLE=REQ-PARTICIPANT;CN=Ana:mail\r\n to:${attendee}`,
    'DTSTART:20261201T120000Z',
    'DTEND:20261201T133000Z',
    comment && `COMMENT:${comment}`,
    occurrence,
    `SEQUENCE:${sequence}`,
    'TRANSP:OPAQUE',
    'X-MOZ-GENERATION:1',
    'END:VEVENT',
    'END:VCALENDAR',
  ]).replaceAll('\r\n', '\n')
  return mail(
    [`From: ${attendee}`, `To: ${organizer}`, 'Subject: Invitation Reply (Accepted): Weekly call'],
    several(
      'mixed',
      [
        several(
          'alternative',
          [
            partOf({
              type: 'text/plain; charset=utf-8',
              body: 'Ana has accepted your event invitation.',
              encoded: false,
            }),
            partOf({ type: 'text/calendar; method=REPLY; charset=UTF-8', body: ics, encoded: false }),
          ],
          '----tb1',
        ),
        partOf({
          type: 'application/ics; name="invite.ics"',
          body: ics,
          disposition: 'attachment; filename="invite.ics"',
        }),
      ],
      '----tb2',
    ),
  )
}

/** A calendar and nothing else, as older servers send it. */
export const bare: Client = ({ uid, organizer, attendee, sequence, partstat, stamp, comment, occurrence }) =>
  mail(
    [`From: ${attendee}`, `To: ${organizer}`, 'Subject: Accepted'],
    partOf({
      type: 'text/calendar; method=REPLY; charset=UTF-8',
      encoded: false,
      body: calendar([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'METHOD:REPLY',
        'BEGIN:VEVENT',
        `UID:${uid}`,
        `DTSTAMP:${stamp}`,
        `SEQUENCE:${sequence}`,
        'DTSTART;TZID=W. Europe Standard Time:20261201T110000',
        `ORGANIZER:mailto:${organizer}`,
        `ATTENDEE;PARTSTAT=${partstat}:mailto:${attendee}`,
        comment && `COMMENT:${comment}`,
        occurrence,
        'END:VEVENT',
        'END:VCALENDAR',
      ]),
    }),
  )

export const clients = { gmail, outlook, apple, thunderbird, bare } as const
