/// Why a campaign isn't made, changed or moved on.
package enum CampaignRefusal: Refusal, Equatable {
    case unknown
    /// The caller sees it, published from above, but it is somebody else's.
    case anothers
    /// Only a draft is changed; what is in force gets a next version.
    case notDraft(CampaignStatus)
    case wrongStatus(CampaignStep, CampaignStatus)
    /// A step of a next version where there is none, or none that stands there.
    case noNextVersion(CampaignStep)
    /// The next version waits for a decision and isn't changed meanwhile.
    case nextVersionSubmitted
    /// Its end has come before it began.
    case over
    /// There is none of this code within the caller's reach.
    case unknownOwner
    /// Campaigns are headquarters', regions' and distributors'.
    case wrongOwner
    case unknownTemplate
    /// It wasn't made from a template.
    case noTemplate
    /// A setting that stays as it was made.
    case fixed(pointer: String)
    /// It names SKUs that its owner doesn't see, or organisations that aren't the owner or below it.
    case places(unknownSKUs: [String], outOfReach: [String])
    /// As `places`, of a distributor's campaign: whose stores aren't its own aren't there for it.
    case storePlaces(unknownSKUs: [String], unknownOrganizations: [String])
    /// A kind that no storefront has.
    case kindForStores
    /// Tiers, by place in the audience, that no store is in.
    case unknownTiers([Int])
    /// A distributor's campaign goes further than its region lets it: each limit that there is, and what it comes to itself.
    case beyondRegionLimit(StorefrontCampaignLimits, offBps: Int64?, amountFen: Int64?)
    /// A template of this code is of another kind.
    case templateKind

    package var reason: Reason {
        switch self {
        case .unknown: .absent("campaign")
        case .anothers: Reason(.forbidden, "NOT_PERMITTED", "A campaign is run by its owner, or by headquarters.")
        case .notDraft(let status):
            Reason(
                .conflict, "CAMPAIGN_NOT_DRAFT",
                "The campaign is \(status.rawValue); only a draft is changed."
                    + (status.isInForce ? " What is in force is changed by a next version." : ""))
        case .wrongStatus(let step, let status):
            Reason(.conflict, "CAMPAIGN_STATE", "The campaign is \(status.rawValue): \(Self.rule(of: step)).")
        case .noNextVersion(let step):
            Reason(.conflict, "CAMPAIGN_STATE", "The campaign is in force, and no next version of it can be \(step == .submit ? "submitted" : "decided on").")
        case .nextVersionSubmitted:
            Reason(.conflict, "CAMPAIGN_NOT_DRAFT", "The campaign's next version is submitted; it is changed once it was rejected.")
        case .over: Reason(.conflict, "CAMPAIGN_OVER", "The campaign's end has come already.")
        case .unknownOwner:
            Reason(
                .absent, "NOT_FOUND", "There is no such organisation to run it.",
                faults: [Fault("/owner", "UNKNOWN_ORGANIZATION", "There is no such organisation to run it.")])
        case .wrongOwner: Self.invalid("/owner", "WRONG_KIND", "Campaigns are run by headquarters, a region or a distributor.")
        case .unknownTemplate: Self.invalid("/template", "UNKNOWN_TEMPLATE", "There is no template of this code.")
        case .noTemplate: Reason(.conflict, "CAMPAIGN_WITHOUT_TEMPLATE", "The campaign wasn't made from a template.")
        case .fixed(let pointer): Self.invalid(pointer, "FIXED_FIELD", "This stays as the campaign was made.")
        case .places(let skus, let organizations):
            .invalid(
                skus.map { Fault($0, "UNKNOWN_SKU", "There is no SKU of this code.") }
                    + organizations.map { Fault($0, "OUT_OF_REACH", "There is no organisation of this code that the campaign's owner is or has below it.") })
                ?? Reason(.invalid, "INVALID_REQUEST", "The campaign can't be meant like this.")
        case .storePlaces(let skus, let organizations):
            .invalid(
                skus.map { Fault($0, "UNKNOWN_SKU", "There is no SKU of this code.") }
                    + organizations.map { Fault($0, "UNKNOWN_ORGANIZATION", "The distributor is or has no organisation of this code.") })
                ?? Reason(.invalid, "INVALID_REQUEST", "The campaign can't be meant like this.")
        case .kindForStores: Self.invalid("/component/kind", "KIND_NOT_FOR_STOREFRONTS", "A storefront has no campaigns of this kind.")
        case .unknownTiers(let places):
            .invalid(places.map { Fault("/audience/tiers/\($0)", "UNKNOWN_TIER", "Stores are core, potential or nurture.") })
                ?? Reason(.invalid, "INVALID_REQUEST", "The campaign can't be meant like this.")
        case .beyondRegionLimit(let limits, let offBps, let amountFen):
            Reason(.conflict, "BEYOND_REGION_LIMIT", "The region lets campaigns of its distributors go less far.", figures: limits.figures(offBps, amountFen))
        case .templateKind: Self.invalid("/settings/component/kind", "FIXED_FIELD", "A template's next version is of the same kind.")
        }
    }

    private static func rule(of step: CampaignStep) -> String {
        switch step {
        case .create, .change, .rebase, .submit: "only a draft, or a next version of one that is in force, is changed or submitted"
        case .version: "only one that is scheduled, live or paused gets a next version"
        case .approve, .reject, .escalate: "only a submitted one is decided on"
        case .schedule, .start: "only an approved one can begin"
        case .pause: "only a scheduled or live one can be paused"
        case .resume: "only a paused one can be resumed"
        case .end: "only one that is scheduled, live or paused can be ended"
        }
    }

    private static func invalid(_ pointer: String, _ code: String, _ detail: String) -> Reason {
        Reason(.invalid, code, detail, faults: [Fault(pointer, code, detail)])
    }
}
