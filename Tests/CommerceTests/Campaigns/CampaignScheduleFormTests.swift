import Commerce
import Testing

struct CampaignScheduleFormTests {
    static let dates = #""startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z""#

    static let schedules: [(String, String)] = [
        (#"{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-10T00:00:00Z"}"#, "/schedule/endsAt SCHEDULE_ORDER"),
        (#"{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-10T00:00:00.001Z"}"#, ""),
        (#"{"startsAt":"2026-06-10T08:00:00+08:00","endsAt":"2026-06-10T00:00:00Z"}"#, "/schedule/endsAt SCHEDULE_ORDER"),
        (#"{"startsAt":"2026-06-10","endsAt":"2026-06-01T00:00:00Z"}"#, "/schedule/startsAt INVALID_TIME"),
        (#"{"endsAt":"2026-06-01T00:00:00Z"}"#, "/schedule/startsAt MISSING"),
        ("{\(dates),\"timeZone\":\"Asia/Shanghai\"}", ""),
        ("{\(dates),\"timeZone\":\"UTC\"}", "/schedule/timeZone UNKNOWN_VALUE"),
    ]

    @Test(arguments: schedules)
    func `a schedule ends after it starts`(schedule: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(CampaignDefinitionFormTests.points, schedule: schedule)) == expected)
    }

    static let windows: [(String, String)] = [
        (#"{"from":"00:00","to":"24:00"}"#, ""),
        (#"{"from":"11:00","to":"11:01"}"#, ""),
        (#"{"from":"11:00","to":"11:00"}"#, "/0/to WINDOW_ORDER"),
        (#"{"from":"22:00","to":"02:00"}"#, "/0/to WINDOW_ORDER"),
        (#"{"from":"24:00","to":"24:00"}"#, "/0/from INVALID_TIME"),
        (#"{"from":"23:00","to":"24:01"}"#, "/0/to INVALID_TIME"),
        (#"{"from":"09:60","to":"9:00"}"#, "/0/from INVALID_TIME, /0/to INVALID_TIME"),
        (#"{"from":"ab:cd","to":"11-00"}"#, "/0/from INVALID_TIME, /0/to INVALID_TIME"),
        (#"{"from":"11:00"}"#, "/0/to MISSING"),
        (#"{"from":660,"to":"13:00"}"#, "/0/from WRONG_TYPE"),
        (#"{"from":"11:00","to":"13:00"},{"from":"13:00","to":"14:00"}"#, ""),
        (#"{"from":"11:00","to":"13:00"},{"from":"12:59","to":"14:00"}"#, "/1 WINDOWS_OVERLAP"),
        (#"{"from":"11:00","to":"13:00"},{"from":"10:00","to":"11:01"}"#, "/1 WINDOWS_OVERLAP"),
        (#"{"from":"11:00","to":"13:00"},{"from":"09:00","to":"11:00"}"#, ""),
        (#"{"from":"11:00","to":"13:00"},{"from":"11:30","to":"12:00"},{"from":"20:00","to":"21:00"}"#, "/1 WINDOWS_OVERLAP"),
        (#"{"from":"13:00","to":"11:00"},{"from":"11:30","to":"12:00"}"#, "/0/to WINDOW_ORDER"),
    ]

    @Test(arguments: windows)
    func `windows lie within a day and not over each other`(windows: String, expected: String) throws {
        let schedule = "{\(Self.dates),\"dailyWindows\":[\(windows)]}"
        let told = try CampaignText.told(CampaignText.campaign(CampaignDefinitionFormTests.points, schedule: schedule))
        #expect(told.replacing("/schedule/dailyWindows", with: "") == expected)
    }

    static let flash = #"{"kind":"flashSale","sku":"A","priceFen":100,"quotaUnits":10,"dailyWindows":[{"from":"11:00","to":"13:00"}]}"#

    @Test func `a flash sale's own windows are its schedule's`() throws {
        let noon = CampaignSchedule.DailyWindow(fromMinute: 660, toMinute: 780)
        let plain = try CampaignText.definition(CampaignText.campaign(Self.flash))
        #expect(plain.schedule.dailyWindows == [noon])
        let empty = try CampaignText.definition(CampaignText.campaign(Self.flash, schedule: "{\(Self.dates),\"dailyWindows\":[]}"))
        #expect(empty == plain)
        let schedule = "{\(Self.dates),\"dailyWindows\":[{\"from\":\"11:00\",\"to\":\"13:00\"}]}"
        #expect(try CampaignText.told(CampaignText.campaign(Self.flash, schedule: schedule)) == "/component/dailyWindows CONTRADICTION")
        #expect(try CampaignText.told(CampaignText.campaign(Self.flash.replacing("11:00", with: "14:00"))) == "/component/dailyWindows/0/to WINDOW_ORDER")
    }

    @Test func `a bundle's own audience is the campaign's`() throws {
        let bundle = #"{"kind":"bundle","components":[{"sku":"A","units":2}],"priceFen":100,"audience":{"organizations":["R-1"]}}"#
        #expect(try CampaignText.definition(CampaignText.campaign(bundle)).audience == CampaignAudience(organizations: [Code(stored: "R-1")], tiers: []))
        #expect(try CampaignText.told(CampaignText.campaign(bundle, #","audience":{"tiers":["core"]}"#)) == "/component/audience CONTRADICTION")
    }
}
