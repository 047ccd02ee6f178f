//! `[first_day]`: what the city is like on the first day of the burn-in, before anybody has experienced anything.

use crate::registry::parameters;

parameters! {
    /// The first day.
    pub struct FirstDay in "first_day" {
        active_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.3,
            Assumed "forgotten within some months; thresholds decide",
            "share of residents who take part",
            "活跃居民比例";
        expectation_mean: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale; the burn-in replaces it by what people live through",
            "mean expectation of a channel",
            "对各渠道预期的均值";
        expectation_sd: 0.12, "share", 0.0 .. 1.0, prior 0.05 .. 0.2,
            Assumed "people differ",
            "spread of these expectations",
            "对各渠道预期的标准差";
        neighbours_mean: 0.4, "share", 0.0 .. 1.0, prior 0.2 .. 0.6,
            Assumed "a little less than of others",
            "mean expectation of neighbours",
            "对邻里协商预期的均值";
        neighbours_sd: 0.1, "share", 0.0 .. 1.0, prior 0.05 .. 0.2,
            Assumed "people differ",
            "spread of that expectation",
            "对邻里协商预期的标准差";
        satisfaction: 0.6, "share", 0.0 .. 1.0, prior 0.4 .. 0.8,
            Assumed "the burn-in replaces it",
            "satisfaction of everybody",
            "居民满意度";
        digital_young_slope: 1.0, "share", 0.0 .. 1.0, prior 0.8 .. 1.0,
            Assumed "even over the whole scale",
            "span of digital literacy of those under 35",
            "35岁以下居民数字素养的跨度";
        digital_middle_slope: 0.85, "share", 0.0 .. 1.0, prior 0.6 .. 1.0,
            Assumed "a little below the young",
            "span of digital literacy of those of 35 to 59",
            "35至59岁居民数字素养的跨度";
        digital_middle_least: 0.1, "share", 0.0 .. 1.0, prior 0.0 .. 0.2,
            Assumed "nobody of working age is without",
            "least digital literacy of those of 35 to 59",
            "35至59岁居民数字素养的下限";
        digital_elder_slope: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "elders are less digital",
            "span of digital literacy of those of 60 and over",
            "60岁及以上居民数字素养的跨度";
        elder_schooling_share: 0.5, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "elders went to school for fewer years",
            "share of elders, from the least schooled on, who keep their level of schooling; the others have one level less",
            "60岁及以上居民中教育程度不下调一级的比例（自低至高）";
        capability_least: 0.5, "share", 0.0 .. 0.9, prior 0.2 .. 0.7,
            Assumed "forgotten in the burn-in, which is about four times its memory",
            "least capability of a community",
            "社区自治能力的下限";
        capability_spread: 0.1, "share", 0.0 .. 0.1, prior 0.0 .. 0.1,
            Assumed "communities differ a little",
            "how much capability varies above that",
            "社区自治能力的变动幅度";
        paying_share: 0.75, "share", 0.0 .. 1.0, prior 0.6 .. 0.9,
            Assumed "as at ordinary satisfaction",
            "share of households that pay their property company",
            "物业费缴费率";
        property_service: 0.75, "share", 0.0 .. 1.0, prior 0.6 .. 0.9,
            Assumed "what payment at ordinary satisfaction buys",
            "service of property companies",
            "物业服务水平";
        takeover_share: 0.3, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "the burn-in replaces it",
            "share of self-governable matters that the street office takes over",
            "街道接管自治事项的比例";
    }
}
