import { check, fault, spoken } from '../check.ts'

const listed = (parts: readonly string[]) => parts.join('; ')

export const workChecks = [
  check({
    name: 'agenda',
    of: 'agenda',
    looksAt: 'how long what is due has been waiting',
    judge: ({ overdueSeconds }) => [
      overdueSeconds > 300 &&
        fault(
          `What was due ${spoken(overdueSeconds)} ago has not happened: reminders, deadlines and second attempts stand still.`,
          'See that the program runs (npm start), or the function "clock" on AWS, and read its errors.',
        ),
    ],
  }),
  check({
    name: 'queues',
    of: 'queues',
    looksAt: 'the age of the oldest message of each queue',
    judge: (queues) => {
      const late = queues.filter(({ oldestSeconds, atMostSeconds }) => oldestSeconds > atMostSeconds)
      return [
        late.length > 0 &&
          fault(
            `People wait for what lies in a queue: ${listed(late.map(({ name, oldestSeconds }) => `"${name}" for ${spoken(oldestSeconds)}`))}.`,
            'See that the program runs, read the errors of the function that reads the queue, and look at the sending rate.',
          ),
      ]
    },
  }),
  check({
    name: 'dead letters',
    of: 'deadLetters',
    looksAt: 'what was given up after every attempt',
    judge: (letters) => {
      const some = letters.filter(({ count }) => count > 0)
      return [
        some.length > 0 &&
          fault(
            `Given up, and those it was for may hear nothing: ${listed(some.map(({ source, count }) => `${count} of "${source}"`))}.`,
            'npm run dead-letters lists them; mend the cause in the log, then npm run dead-letters -- redrive all.',
          ),
      ]
    },
  }),
  check({
    name: 'functions',
    of: 'functions',
    looksAt: 'whether every function can run',
    judge: (functions) => {
      const broken = functions.filter(({ fault: what }) => what !== undefined)
      return [
        broken.length > 0 &&
          fault(
            `Cannot run: ${listed(broken.map(({ name, fault: what }) => `"${name}" (${what})`))}.`,
            'Deploy again; if it stays so, read the status reason of the function in the console.',
          ),
      ]
    },
  }),
  check({
    name: 'alarms',
    of: 'alarms',
    looksAt: 'the alarms that ring now',
    judge: (alarms) => alarms.map(({ name, words }) => fault(words, `It is the alarm ${name}.`)),
  }),
  check({
    name: 'bell',
    of: 'bell',
    looksAt: 'whether anybody hears an alarm',
    judge: ({ confirmed, pending }) => [
      confirmed === 0 &&
        fault(
          'No alarm is heard by anybody.',
          pending > 0
            ? 'Open the mail that AWS sent to alarmEmail, and confirm.'
            : 'Deploy with -c alarmEmail=duty@…, then confirm in the mail that AWS sends.',
        ),
    ],
  }),
]
