import type { Router } from '../../../http/contract.ts'
import { letterListPage } from './list.tsx'
import { letterPage } from './page.tsx'
import { letterProgressPage, letterProgressPart } from './progress.tsx'
import { signatureFromForm, unsigningFromForm } from './signatures.tsx'
import { letterStepPages } from './take.ts'
import { changeLetterFromForm, editLetterPage, letterFromForm, newLetterPage } from './write.tsx'

/** Letters that organizations sign: written by who leads, signed, sent to whom they ask something of, answered. */
export const letterPages = (pages: Router) => {
  const at = '/console/letters/:id'
  pages.get('/console/letters', letterListPage)
  pages.get('/console/letters/new', newLetterPage)
  pages.post('/console/letters/new', letterFromForm)
  pages.get(at, letterPage)
  pages.get(`${at}/edit`, editLetterPage)
  pages.post(`${at}/edit`, changeLetterFromForm)
  pages.post(`${at}/signature`, signatureFromForm)
  pages.post(`${at}/signature/withdrawal`, unsigningFromForm)
  pages.get(`${at}/progress`, letterProgressPage)
  pages.get(`${at}/progress/part`, letterProgressPart)
  letterStepPages(pages)
}
