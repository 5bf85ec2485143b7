import { type Check, type Finding, fault } from './check.ts'
import { dataChecks } from './checks/data.ts'
import { mailChecks } from './checks/mail.ts'
import { settingsChecks } from './checks/settings.ts'
import { workChecks } from './checks/work.ts'
import type { FactName, Facts, Probes } from './facts.ts'

export const checks: readonly Check[] = [...settingsChecks, ...dataChecks, ...workChecks, ...mailChecks]

export interface Examined {
  readonly check: string
  readonly looksAt: string
  readonly findings: readonly Finding[]
}

const unseen = (error: unknown): Finding => {
  const { code, name } = error as NodeJS.ErrnoException
  return fault(
    `This could not be looked at (${code ?? name}).`,
    'Run the doctor with the rights, and from the place, that let it see this.',
  )
}

/** Puts every check to what can be found out; those with nothing to look at here are left out. */
export const examine = async (probes: Probes): Promise<Examined[]> => {
  const found = new Map<FactName, Promise<Facts[FactName]>>()
  const factOf = (name: FactName) => {
    if (!found.has(name)) found.set(name, probes[name]!())
    return found.get(name)!
  }
  const one = async ({ name, of, looksAt, judge }: Check): Promise<Examined> => {
    const findings: ReturnType<Check['judge']> = await factOf(of).then(judge, (error) => [unseen(error)])
    return {
      check: name,
      looksAt,
      findings: findings.filter((finding) => finding !== undefined && finding !== false),
    }
  }
  return Promise.all(checks.filter(({ of }) => probes[of]).map(one))
}

const faultsOf = (examined: readonly Examined[]) =>
  examined.flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'fault'))

export const isWell = (examined: readonly Examined[]) => faultsOf(examined).length === 0

/** What a person reads: every check with what it found and what to do. */
export const tellingOf = (place: string, examined: readonly Examined[]): string[] => {
  const wide = Math.max(...examined.map(({ check }) => check.length))
  const line = (mark: string, check: string, text: string) =>
    `${mark.padEnd(6)}${check.padEnd(wide)}  ${text}`
  const indent = ' '.repeat(wide + 8)
  const lines = examined.flatMap(({ check, looksAt, findings }) =>
    findings.length === 0
      ? [line('well', check, looksAt)]
      : findings.flatMap(({ kind, says, act }) => [
          line(kind === 'fault' ? 'FAULT' : 'note', check, says),
          `${indent}→ ${act}`,
        ]),
  )
  const faults = faultsOf(examined).length
  return [place, '', ...lines, '', faults === 0 ? 'Nothing is wrong.' : `Wrong: ${faults}.`]
}
