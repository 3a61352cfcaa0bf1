extension Endpoints {
    static let campaigns: [Endpoint] = [
        .listCampaignTemplates, .addCampaignTemplate, .readCampaignTemplate, .readApprovalPolicy, .putApprovalPolicy, .listCampaigns, .createCampaign,
        .readCampaign, .changeCampaign, .prepareNextVersion, .rebaseCampaign, .submitCampaign, .approveCampaign, .rejectCampaign, .pauseCampaign,
        .resumeCampaign, .endCampaign, .readCampaignAudit, .readCampaignResults, .listRebates, .joinGroupBuy,
    ]
}
