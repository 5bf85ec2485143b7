const columns =
  'organization,class,relation,country,works_in,languages,website,contact_role,email,language,time_zone'.split(
    ',',
  )

const good: Readonly<Record<string, string>> = {
  organization: 'Harbour Watch',
  class: 'ngo',
  relation: 'member',
  country: 'KE',
  works_in: 'KE UG',
  languages: 'en sw',
  website: 'https://harbour.example.org',
  contact_role: 'focal-point',
  email: 'desk@harbour.example.org',
  language: 'en',
  time_zone: 'Africa/Nairobi',
}

export const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** A roster file; each row is good but for what the test says of it. */
export const aRoster = (rows: readonly Readonly<Record<string, string>>[]) => {
  const names = [...new Set([...columns, ...rows.flatMap((row) => Object.keys(row))])]
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? good[name] ?? '')).join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}
