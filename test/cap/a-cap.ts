/** A message that is good as it is; a test changes what it is about. */
export const aCap = (change: Readonly<Record<string, string>> = {}, info = anInfo()) => {
  const parts = {
    identifier: 'MET-2026-001',
    sender: 'alerts@weather.example.org',
    sent: '2026-11-22T08:59:00-00:00',
    status: 'Actual',
    msgType: 'Alert',
    source: '',
    scope: 'Public',
    restriction: '',
    addresses: '',
    note: '',
    references: '',
    ...change,
  }
  const elements = Object.entries(parts).flatMap(([name, text]) =>
    text ? [`<${name}>${text}</${name}>`] : [],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${elements.join('')}${info}</alert>`
}

export const anInfo = (change: Readonly<Record<string, string>> = {}, more = '') => {
  const parts = {
    language: 'en',
    category: 'Security',
    event: 'Armed men',
    responseType: 'Monitor',
    urgency: 'Immediate',
    severity: 'Severe',
    certainty: 'Observed',
    expires: '2026-12-01T00:00:00+03:00',
    senderName: 'An invented service',
    headline: 'Armed men on the river road',
    description: 'Seen since Monday.',
    web: 'https://weather.example.org/1',
    ...change,
  }
  const elements = Object.entries(parts).flatMap(([name, text]) =>
    text ? [`<${name}>${text}</${name}>`] : [],
  )
  return `<info>${elements.join('')}${more}</info>`
}
