import type * as z from 'zod'
import type { alertInput } from '../../../../shared/alerts/content.ts'
import { crimes, expiresAt, stages } from './situation.ts'
import texts from './texts.json' with { type: 'json' }

/** For all members, all authorities and the coalition; whom the situation is withheld from, no filter reaches. */
export const alert = (situationId: string, coalitionId: string) =>
  ({
    situationId: situationId as `sit_${string}`,
    level: 'warning',
    stages,
    crimes: [...crimes],
    scope: 'public',
    texts,
    recommendations: [
      {
        addressee: 'Authorities of the isles',
        action: 'Stop the lists, give back the boats, open the harbours.',
      },
      {
        addressee: 'Governments',
        action: 'Ask in public what the lists are for, and receive those who leave.',
      },
      { addressee: 'Members', action: 'Be there: send observers, and write down what they see.' },
    ],
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    audience: {
      relations: ['member', 'authority'],
      classes: ['ngo', 'un', 'regional-body', 'government', 'court', 'media'],
      coalitionIds: [coalitionId as `coa_${string}`],
    },
    expiresAt: expiresAt(),
  }) satisfies z.input<typeof alertInput>
