export const aSituation = (change: object = {}) => ({
  title: 'Attacks on villages along the river',
  countries: ['SD'],
  groups: ['Riverside farmers'],
  perpetrators: ['A militia'],
  stages: [7, 3, 7],
  level: 'watch',
  crimes: ['mass-killing', 'war-crimes'],
  summary: 'Armed men have been seen to gather.',
  ...change,
})

/** The shape of the Early Warning Project's file, with countries of our own choice. */
export const aForecastFile = (rows: readonly string[], year = 2024) =>
  [`"","ewp_name","risk_1or2.from${year}","risk_rank.from${year}"`, ...rows, ''].join('\n')
