/// Everything that is said of a campaign: what it does, for whom, when, beside which others, and what it may cost.
package struct CampaignDefinition: Equatable, Sendable {
    package var name: String
    /// The headquarters template it was made from.
    package var template: Code?
    package var owner: Code
    package var component: CampaignComponent
    package var audience: CampaignAudience
    package var schedule: CampaignSchedule
    package var stacking: CampaignStacking
    package var budget: CampaignBudget

    package init(
        name: String, template: Code? = nil, owner: Code, component: CampaignComponent, audience: CampaignAudience, schedule: CampaignSchedule, stacking: CampaignStacking, budget: CampaignBudget
    ) {
        self.name = name
        self.template = template
        self.owner = owner
        self.component = component
        self.audience = audience
        self.schedule = schedule
        self.stacking = stacking
        self.budget = budget
    }
}
