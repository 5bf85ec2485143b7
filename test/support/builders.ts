/** Bodies of requests that are good as they are; a test changes what it is about. */
export const anOrganization = (change: object = {}) => ({
  name: 'Memorial Trust',
  class: 'ngo',
  relation: 'member',
  country: 'KE',
  worksIn: ['KE', 'UG'],
  languages: ['en', 'sw'],
  website: 'https://memorial.example.org',
  ...change,
})

export const aContact = (change: object = {}) => ({
  role: 'focal-point',
  email: 'focal-point@memorial.example.org',
  languages: ['en'],
  timeZone: 'Africa/Nairobi',
  ...change,
})

export const aSituation = (change: object = {}) => ({
  title: 'Rising violence in the border region',
  countries: ['SD'],
  groups: ['Villagers of the border region'],
  perpetrators: ['An armed group'],
  stages: [4, 7, 8],
  level: 'warning',
  crimes: ['mass-killing'],
  summary: 'Villages are being burnt.',
  ...change,
})

export const anAlert = (change: object = {}) => ({
  level: 'warning',
  stages: [7, 8],
  crimes: ['mass-killing'],
  texts: [
    {
      language: 'en',
      headline: 'Villages burnt in the border region',
      description: 'Three villages were burnt.',
      instruction: 'Tell us what you see.',
    },
    {
      language: 'fr',
      headline: 'Villages incendiés dans la région frontalière',
      description: 'Trois villages ont été incendiés.',
    },
  ],
  recommendations: [{ addressee: 'United Nations Security Council', action: 'Meet at once.' }],
  urgency: 'Immediate',
  severity: 'Extreme',
  certainty: 'Likely',
  audience: { relations: ['member'] },
  expiresAt: '2027-01-01T00:00:00Z',
  ...change,
})
