import type { Router } from '../../../http/contract.ts'
import { campaignListPage } from './list.tsx'
import { campaignPage, statusFromForm } from './page.tsx'
import { supportFromForm } from './support.tsx'
import { campaignFromForm, changeCampaignFromForm, editCampaignPage, newCampaignPage } from './write.tsx'

/** Campaigns of coalitions: begun by who leads, joined by members, appealed for, ended. */
export const campaignPages = (pages: Router) => {
  const at = '/console/campaigns/:id'
  pages.get('/console/campaigns', campaignListPage)
  pages.get('/console/campaigns/new', newCampaignPage)
  pages.post('/console/campaigns/new', campaignFromForm)
  pages.get(at, campaignPage)
  pages.get(`${at}/edit`, editCampaignPage)
  pages.post(`${at}/edit`, changeCampaignFromForm)
  pages.post(`${at}/status`, statusFromForm)
  pages.post(`${at}/organizations/:organizationId`, supportFromForm)
}
