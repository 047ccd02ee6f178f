//! Words of tables and messages that exist in two languages, side by side.

/// A language of tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// The English or the Chinese text.
    #[must_use]
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// The name of a domain of outcomes.
    #[must_use]
    pub fn domain<'a>(self, domain: &'a str) -> &'a str {
        let chinese = match domain {
            "efficiency" => "治理效率",
            "autonomy" => "社区自治",
            "service" => "服务与信任",
            "workforce" => "网格员队伍",
            "co-ordination" => "协同治理",
            "harmony" => "法治与和谐",
            "equity" => "公平",
            "cost" => "成本",
            _ => domain,
        };
        self.pick(domain, chinese)
    }

    /// A unit as it stands behind a number; shares are written as percentages and have none.
    #[must_use]
    pub fn unit<'a>(self, unit: &'a str) -> &'a str {
        let (english, chinese) = match unit {
            "days" => ("d", "天"),
            "cases/1,000 residents" => ("per 1,000", "件/千人"),
            "1/1,000 residents/year" => ("per 1,000 a year", "次/千人·年"),
            "yuan/resident/year" => ("yuan", "元"),
            "yuan/resolution" => ("yuan", "元"),
            "share/year" => ("a year", "/年"),
            "refusals/case" => ("a case", "次/件"),
            "ratio" => ("times", "倍"),
            _ => ("", ""),
        };
        self.pick(english, chinese)
    }
}
