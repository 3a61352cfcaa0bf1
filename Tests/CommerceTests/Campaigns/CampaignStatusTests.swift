import Commerce
import Testing

struct CampaignStatusTests {
    /// From where each step leads to where; from anywhere else it is refused.
    static let table: [CampaignStep: [CampaignStatus: CampaignStatus]] = [
        .create: [.draft: .draft], .change: [.draft: .draft], .rebase: [.draft: .draft],
        .version: [.scheduled: .scheduled, .live: .live, .paused: .paused],
        .submit: [.draft: .submitted], .approve: [.submitted: .approved], .reject: [.submitted: .draft], .escalate: [.submitted: .submitted],
        .schedule: [.approved: .scheduled, .live: .scheduled], .start: [.approved: .live, .scheduled: .live],
        .pause: [.scheduled: .paused, .live: .paused], .resume: [.paused: .live],
        .end: [.approved: .ended, .scheduled: .ended, .live: .ended, .paused: .ended],
    ]

    @Test(arguments: CampaignStep.allCases, CampaignStatus.allCases)
    func `a step leads exactly where the table says`(_ step: CampaignStep, _ status: CampaignStatus) throws {
        let row = try #require(Self.table[step])
        if let wanted = row[status] {
            #expect(try status.after(step) == wanted)
        } else {
            #expect(throws: CampaignRefusal.wrongStatus(step, status)) { try status.after(step) }
        }
    }

    @Test func `one that is resumed before its start waits for it`() throws {
        #expect(try CampaignStatus.paused.after(.resume, startsLater: true) == .scheduled)
    }

    @Test func `nothing leads out of the end, and a refusal says where the campaign stands`() {
        for step in CampaignStep.allCases {
            #expect(throws: CampaignRefusal.self) { try CampaignStatus.ended.after(step) }
        }
        let reason = CampaignRefusal.wrongStatus(.pause, .ended).reason
        #expect(reason.kind == .conflict && reason.code == "CAMPAIGN_STATE" && reason.detail.contains("ended"))
    }

    @Test func `what is prepared or waits is not published, and only what is scheduled or live is priced with`() {
        #expect(CampaignStatus.allCases.filter { !$0.isPublished } == [.draft, .submitted])
        #expect(CampaignStatus.allCases.filter(\.isPriced) == [.scheduled, .live])
    }
}
