//! `[people]`: details of how residents decide, remember, judge and take part, beside what `[behaviour]` says.

use crate::registry::parameters;

parameters! {
    /// Details of residents' behaviour.
    pub struct People in "people" {
        second_decision_days: 3.0, whole "days", 1.0 .. 365.0, prior 1.0 .. 7.0,
            Assumed "the first decision is on the day itself",
            "age of an incident at which witnesses who have not acted decide for the second time",
            "目击者第二次考虑是否求助时问题已存在的天数";
        third_decision_days: 10.0, whole "days", 1.0 .. 365.0, prior 5.0 .. 20.0,
            Assumed "occasions grow rarer",
            "the same for the third time",
            "第三次考虑时问题已存在的天数";
        fourth_decision_days: 30.0, whole "days", 1.0 .. 365.0, prior 15.0 .. 60.0,
            Assumed "occasions grow rarer; afterwards people are used to it",
            "the same for the fourth and last time",
            "第四次（最后一次）考虑时问题已存在的天数";
        patience_least: 0.5, "ratio", 0.01 .. 20.0, prior 0.3 .. 0.7,
            Assumed "people differ; four levels around 1",
            "waiting scale of the least patient quarter of residents, relative to the mean",
            "最缺乏耐心的四分之一居民的等待尺度（相对均值）";
        patience_low: 0.8, "ratio", 0.01 .. 20.0, prior 0.6 .. 0.9,
            Assumed "people differ; four levels around 1",
            "the same for the second quarter",
            "耐心较低的四分之一居民的等待尺度";
        patience_high: 1.2, "ratio", 0.01 .. 20.0, prior 1.1 .. 1.4,
            Assumed "people differ; four levels around 1",
            "the same for the third quarter",
            "耐心较高的四分之一居民的等待尺度";
        patience_most: 1.5, "ratio", 0.01 .. 20.0, prior 1.3 .. 2.0,
            Assumed "people differ; four levels around 1",
            "the same for the most patient quarter",
            "最有耐心的四分之一居民的等待尺度";
        digital_reference_share: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale",
            "digital literacy at which the hotline costs what the table of costs says",
            "热线成本取基准值时的数字素养水平";
        witness_stake_share: 0.5, "share", 0.0 .. 1.0, prior 0.2 .. 0.8,
            Assumed "what one has only seen counts for less",
            "weight of a witnessed experience in satisfaction, relative to an own one",
            "旁观经历对满意度的影响（相对亲身经历）";
        efficacy_reference_share: 0.5, "share", 0.0 .. 1.0, prior 0.3 .. 0.7,
            Assumed "the middle of the scale",
            "expectation of the community body above which it adds to the stimulus to join",
            "对社区的预期高于此值时才推动参与";
        outreach_months: 6.0, whole "months", 0.0 .. 7.0, prior 2.0 .. 7.0,
            Assumed "the memory of a meeting; three bits hold it, hence seven months at most",
            "months for which having been at a meeting adds to the stimulus to join",
            "参加议事会后对参与的推动持续的月数";
        schooling_least_awareness: 0.6, "ratio", 0.0 .. 10.0, prior 0.4 .. 0.8,
            Assumed "awareness rises with schooling",
            "legal awareness held by the lowest of four levels of schooling, relative to the mean",
            "四级教育程度中最低一级所保持的法治意识（相对均值）";
        schooling_low_awareness: 0.9, "ratio", 0.0 .. 10.0, prior 0.7 .. 1.1,
            Assumed "awareness rises with schooling",
            "the same for the second level",
            "第二级教育程度所保持的法治意识";
        schooling_high_awareness: 1.2, "ratio", 0.0 .. 10.0, prior 1.0 .. 1.4,
            Assumed "awareness rises with schooling",
            "the same for the third level",
            "第三级教育程度所保持的法治意识";
        schooling_most_awareness: 1.6, "ratio", 0.0 .. 10.0, prior 1.3 .. 2.0,
            Assumed "awareness rises with schooling",
            "the same for the highest level",
            "最高一级教育程度所保持的法治意识";
        neighbours_inactive_ratio: 0.5, "ratio", 0.0 .. 10.0, prior 0.2 .. 0.8,
            Assumed "some matters are settled anywhere",
            "success of neighbours where no resident is active, relative to their success share",
            "无活跃居民时邻里自行解决的成功率（相对基准）";
        neighbours_active_slope: 2.0, "ratio", 0.0 .. 20.0, prior 1.0 .. 3.0,
            Assumed "where every fourth resident is active neighbours succeed as their success share says",
            "how much the active share of residents adds to that",
            "活跃居民比例对邻里解决成功率的提升";
        neighbours_most_share: 0.95, "share", 0.0 .. 1.0, prior 0.8 .. 1.0,
            Assumed "something always fails",
            "greatest success of neighbours",
            "邻里解决成功率的上限";
    }
}

impl People {
    /// Ages in days at which witnesses decide.
    #[must_use]
    pub fn decision_days(&self) -> [crate::units::Day; 4] {
        [0.0, self.second_decision_days, self.third_decision_days, self.fourth_decision_days].map(|days| days as _)
    }

    /// Waiting scales by level of patience, relative to the mean.
    #[must_use]
    pub fn patience(&self) -> [f64; 4] {
        [self.patience_least, self.patience_low, self.patience_high, self.patience_most]
    }

    /// Legal awareness that each level of schooling holds, relative to the mean.
    #[must_use]
    pub fn schooling_awareness(&self) -> [f64; 4] {
        [
            self.schooling_least_awareness,
            self.schooling_low_awareness,
            self.schooling_high_awareness,
            self.schooling_most_awareness,
        ]
    }
}
