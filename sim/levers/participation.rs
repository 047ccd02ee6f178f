//! `[participation]`: who else takes part, and what makes it easier.

use crate::registry::parameters;

parameters! {
    /// Co-governance by many parties.
    pub struct Participation in "participation" {
        organisations_per_10000: 3.0, "organisations/10,000 residents", 0.0 .. 50.0, prior 0.0 .. 12.0 lever("organisations", 0.0),
            Assumed "registered community organisations differ widely between cities",
            "social organisations for which there is room and registration",
            "每万人可登记的社会组织数";
        volunteer_support_yuan_per_resident_year: 1.0, "yuan/resident/year", 0.0 .. 200.0, prior 0.0 .. 10.0 lever("volunteers", 0.0),
            Assumed "volunteers get 300-500 yuan a month in some places, nothing in most",
            "support of volunteers: points, insurance, meals, co-ordination",
            "人均每年志愿服务支持支出（积分、保险、补贴、组织）";
        deliberation_meetings_per_year: 2.0, "meetings/community/year", 0.0 .. 100.0, prior 0.0 .. 24.0 lever("deliberation", 0.0),
            Assumed "no published rate",
            "open meetings in which residents of a community deliberate",
            "每个社区每年的居民议事会次数";
        owners_committee_support_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("owners_committees", 0.0),
            Assumed "owners' committees: 20-30% of estates in most cities, 92% in Shanghai 2019 with support",
            "share of the effort of founding an owners' committee that the street office carries",
            "街道对业委会组建的支持程度";
        organisers_per_1000: 0.0, "persons/1,000 residents", 0.0 .. 100.0, prior 0.0 .. 30.0 lever("organisers", 0.0),
            Measured "one grid plan has 237 building heads for 8,959 people, 26 per 1,000; none stands for none who does anything",
            "building heads who are engaged to organise their neighbours",
            "每千居民组织邻里的楼栋长数";
        party_reporting_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.9 lever("organisers", 0.0),
            Assumed "no published share of those who do more than sign in",
            "share of party members of working age who report to the community where they live",
            "在职党员到社区报到的比例";
    }
}
