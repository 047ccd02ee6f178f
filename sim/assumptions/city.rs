//! `[city]`: how many people, in what kinds of community.

use crate::registry::parameters;

parameters! {
    /// The city's size and make-up.
    pub struct City in "city" {
        residents: 20000.0, whole "persons", 200.0 .. 100_000_000.0, prior 5000.0 .. 1_000_000.0,
            Assumed "small enough that every shipped scenario with 30 replicates takes under a minute",
            "residents of the simulated city",
            "模拟城市的居民人数";
        residents_per_community: 3000.0, whole "persons", 200.0 .. 50000.0, prior 2000.0 .. 6000.0,
            Measured "a plan of 4 committees for 8,959 people; 1,000-3,000 households in guidelines",
            "mean size of a community",
            "社区平均人口";
        residents_per_subdistrict: 60000.0, whole "persons", 200.0 .. 500_000.0, prior 30000.0 .. 120_000.0,
            Measured "urban subdistricts have some tens of thousands of residents (census of 2020)",
            "mean size of a subdistrict",
            "街道平均人口";
        residents_per_building: 90.0, whole "persons", 20.0 .. 2000.0, prior 40.0 .. 200.0,
            Measured "8,959 people behind 237 building heads, two or three of them to a block of flats",
            "mean residents of a building",
            "楼栋平均人口";
        old_estate_share: 0.30, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "mix of a large northern city",
            "share of communities that are old estates (shares are scaled to sum to one)",
            "老旧小区占比（各类占比自动归一）";
        commodity_estate_share: 0.35, "share", 0.0 .. 1.0, prior 0.1 .. 0.6,
            Assumed "mix of a large northern city",
            "share of communities that are commodity estates",
            "商品房小区占比";
        work_unit_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "mix of a large northern city",
            "share of communities that are work-unit compounds",
            "单位大院占比";
        urban_village_share: 0.15, "share", 0.0 .. 1.0, prior 0.0 .. 0.4,
            Assumed "mix of a large northern city",
            "share of communities that are urban villages",
            "城中村占比";
        resettlement_share: 0.10, "share", 0.0 .. 1.0, prior 0.0 .. 0.3,
            Assumed "mix of a large northern city",
            "share of communities that are resettlement estates",
            "安置小区占比";
        persons_per_household: 2.62, "persons", 1.0 .. 10.0, prior 2.2 .. 3.2,
            Measured "census of 2020: 2.62 persons per urban household",
            "persons of a household",
            "户均人口";
        community_size_spread: 0.35, "share", 0.0 .. 0.8, prior 0.2 .. 0.5,
            Assumed "up to about a third, in a fixed pattern",
            "how much sizes of generated communities differ from their mean, either way",
            "生成社区规模偏离均值的幅度";
        building_size_spread: 0.5, "share", 0.0 .. 0.9, prior 0.2 .. 0.7,
            Assumed "blocks of flats differ by a half either way",
            "how much sizes of buildings differ from their mean, either way",
            "楼栋规模偏离均值的幅度";
        building_condition_log_sd: 0.8, "1", 0.0 .. 3.0, prior 0.4 .. 1.2,
            Assumed "half of the incidents in a fifth of the buildings; crime is more concentrated still (Weisburd 2015, Criminology 53:133)",
            "spread of the logarithm of buildings' condition, by which incidents fall on them",
            "楼栋状况（决定问题发生的多少）的对数标准差";
        neighbours_block: 40.0, whole "persons", 2.0 .. 62.0, prior 20.0 .. 60.0,
            Assumed "the neighbours of one stair; a bit each, hence 62 at most",
            "residents of a building among whom an incident has its witnesses",
            "可能目击同一问题的邻里人数";
        tie_tries: 4.0, whole "persons", 1.0 .. 100.0, prior 2.0 .. 10.0,
            Assumed "people do not search the whole community",
            "residents looked at by a rewired tie that wants somebody alike before it takes the last one",
            "寻找同类的远程联系最多比较的人数";
        old_estate_rate_ratio: 1.25, "ratio", 0.0 .. 10.0, prior 1.0 .. 1.5,
            Assumed "kinds of community ordered as field studies describe them",
            "incident rate in old estates, relative to the city's mean",
            "老旧小区的问题发生率（相对全市均值）";
        old_estate_owners_share: 0.6, "share", 0.0 .. 1.0, prior 0.45 .. 0.75,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of old estates who own their flat",
            "老旧小区居民中业主的比例";
        old_estate_migrants_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.25,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of old estates who are migrant tenants",
            "老旧小区居民中外来租户的比例";
        old_estate_elders_share: 0.32, "share", 0.0 .. 1.0, prior 0.22 .. 0.42,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of old estates who are 60 and over",
            "老旧小区居民中60岁及以上的比例";
        old_estate_middle_share: 0.4, "share", 0.0 .. 1.0, prior 0.3 .. 0.5,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of old estates who are 35 to 59",
            "老旧小区居民中35至59岁的比例";
        old_estate_property_share: 0.2, "share", 0.0 .. 1.0, prior 0.0 .. 0.4,
            Assumed "kinds of community ordered as field studies describe them",
            "share of old estates that a property company serves",
            "老旧小区中有物业公司服务的比例";
        old_estate_threshold_shift: -0.02, "share", -1.0 .. 1.0, prior -0.07 .. 0.03,
            Assumed "kinds of community ordered as field studies describe them",
            "shift of civic thresholds in old estates; lower is readier to take part",
            "老旧小区居民参与门槛的偏移（越低越愿参与）";
        commodity_estate_rate_ratio: 0.75, "ratio", 0.0 .. 10.0, prior 0.5 .. 1.0,
            Assumed "kinds of community ordered as field studies describe them",
            "incident rate in commodity estates, relative to the city's mean",
            "商品房小区的问题发生率（相对全市均值）";
        commodity_estate_owners_share: 0.75, "share", 0.0 .. 1.0, prior 0.6 .. 0.9,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of commodity estates who own their flat",
            "商品房小区居民中业主的比例";
        commodity_estate_migrants_share: 0.08, "share", 0.0 .. 1.0, prior 0.0 .. 0.18,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of commodity estates who are migrant tenants",
            "商品房小区居民中外来租户的比例";
        commodity_estate_elders_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.25,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of commodity estates who are 60 and over",
            "商品房小区居民中60岁及以上的比例";
        commodity_estate_middle_share: 0.45, "share", 0.0 .. 1.0, prior 0.35 .. 0.55,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of commodity estates who are 35 to 59",
            "商品房小区居民中35至59岁的比例";
        commodity_estate_property_share: 1.0, "share", 0.0 .. 1.0, prior 0.8 .. 1.0,
            Assumed "kinds of community ordered as field studies describe them",
            "share of commodity estates that a property company serves",
            "商品房小区中有物业公司服务的比例";
        commodity_estate_threshold_shift: 0.03, "share", -1.0 .. 1.0, prior -0.02 .. 0.08,
            Assumed "kinds of community ordered as field studies describe them",
            "shift of civic thresholds in commodity estates; lower is readier to take part",
            "商品房小区居民参与门槛的偏移（越低越愿参与）";
        work_unit_rate_ratio: 0.85, "ratio", 0.0 .. 10.0, prior 0.6 .. 1.1,
            Assumed "kinds of community ordered as field studies describe them",
            "incident rate in work-unit compounds, relative to the city's mean",
            "单位大院的问题发生率（相对全市均值）";
        work_unit_owners_share: 0.8, "share", 0.0 .. 1.0, prior 0.65 .. 0.95,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of work-unit compounds who own their flat",
            "单位大院居民中业主的比例";
        work_unit_migrants_share: 0.04, "share", 0.0 .. 1.0, prior 0.0 .. 0.14,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of work-unit compounds who are migrant tenants",
            "单位大院居民中外来租户的比例";
        work_unit_elders_share: 0.35, "share", 0.0 .. 1.0, prior 0.25 .. 0.45,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of work-unit compounds who are 60 and over",
            "单位大院居民中60岁及以上的比例";
        work_unit_middle_share: 0.4, "share", 0.0 .. 1.0, prior 0.3 .. 0.5,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of work-unit compounds who are 35 to 59",
            "单位大院居民中35至59岁的比例";
        work_unit_property_share: 0.3, "share", 0.0 .. 1.0, prior 0.1 .. 0.5,
            Assumed "kinds of community ordered as field studies describe them",
            "share of work-unit compounds that a property company serves",
            "单位大院中有物业公司服务的比例";
        work_unit_threshold_shift: -0.06, "share", -1.0 .. 1.0, prior -0.11 .. -0.01,
            Assumed "kinds of community ordered as field studies describe them",
            "shift of civic thresholds in work-unit compounds; lower is readier to take part",
            "单位大院居民参与门槛的偏移（越低越愿参与）";
        urban_village_rate_ratio: 1.35, "ratio", 0.0 .. 10.0, prior 1.1 .. 1.6,
            Assumed "kinds of community ordered as field studies describe them",
            "incident rate in urban villages, relative to the city's mean",
            "城中村的问题发生率（相对全市均值）";
        urban_village_owners_share: 0.25, "share", 0.0 .. 1.0, prior 0.1 .. 0.4,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of urban villages who own their flat",
            "城中村居民中业主的比例";
        urban_village_migrants_share: 0.6, "share", 0.0 .. 1.0, prior 0.5 .. 0.7,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of urban villages who are migrant tenants",
            "城中村居民中外来租户的比例";
        urban_village_elders_share: 0.08, "share", 0.0 .. 1.0, prior 0.0 .. 0.18,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of urban villages who are 60 and over",
            "城中村居民中60岁及以上的比例";
        urban_village_middle_share: 0.37, "share", 0.0 .. 1.0, prior 0.27 .. 0.47,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of urban villages who are 35 to 59",
            "城中村居民中35至59岁的比例";
        urban_village_property_share: 0.0, "share", 0.0 .. 1.0, prior 0.0 .. 0.2,
            Assumed "kinds of community ordered as field studies describe them",
            "share of urban villages that a property company serves",
            "城中村中有物业公司服务的比例";
        urban_village_threshold_shift: 0.08, "share", -1.0 .. 1.0, prior 0.03 .. 0.13,
            Assumed "kinds of community ordered as field studies describe them",
            "shift of civic thresholds in urban villages; lower is readier to take part",
            "城中村居民参与门槛的偏移（越低越愿参与）";
        resettlement_rate_ratio: 1.05, "ratio", 0.0 .. 10.0, prior 0.8 .. 1.3,
            Assumed "kinds of community ordered as field studies describe them",
            "incident rate in resettlement estates, relative to the city's mean",
            "安置小区的问题发生率（相对全市均值）";
        resettlement_owners_share: 0.7, "share", 0.0 .. 1.0, prior 0.55 .. 0.85,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of resettlement estates who own their flat",
            "安置小区居民中业主的比例";
        resettlement_migrants_share: 0.15, "share", 0.0 .. 1.0, prior 0.05 .. 0.25,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of resettlement estates who are migrant tenants",
            "安置小区居民中外来租户的比例";
        resettlement_elders_share: 0.25, "share", 0.0 .. 1.0, prior 0.15 .. 0.35,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of resettlement estates who are 60 and over",
            "安置小区居民中60岁及以上的比例";
        resettlement_middle_share: 0.4, "share", 0.0 .. 1.0, prior 0.3 .. 0.5,
            Assumed "kinds of community ordered as field studies describe them",
            "share of residents of resettlement estates who are 35 to 59",
            "安置小区居民中35至59岁的比例";
        resettlement_property_share: 0.8, "share", 0.0 .. 1.0, prior 0.6 .. 1.0,
            Assumed "kinds of community ordered as field studies describe them",
            "share of resettlement estates that a property company serves",
            "安置小区中有物业公司服务的比例";
        resettlement_threshold_shift: 0.02, "share", -1.0 .. 1.0, prior -0.03 .. 0.07,
            Assumed "kinds of community ordered as field studies describe them",
            "shift of civic thresholds in resettlement estates; lower is readier to take part",
            "安置小区居民参与门槛的偏移（越低越愿参与）";
        tie_rewiring_share: 0.05, "share", 0.0 .. 1.0, prior 0.01 .. 0.3,
            Literature "Watts & Strogatz 1998, small-world regime",
            "share of ties that lead away from the neighbours next door",
            "远程社会联系占比（小世界重连概率）";
        tie_homophily_share: 0.50, "share", 0.0 .. 1.0, prior 0.0 .. 0.9,
            Literature "McPherson, Smith-Lovin & Cook 2001: ties join people alike",
            "share of the rewired ties that look for somebody of the same tenure or age",
            "远程联系中同类相聚（产权或年龄相同）的比例";
        bridges_share: 0.01, "share", 0.0 .. 0.5, prior 0.0 .. 0.05,
            Assumed "few ties cross communities",
            "ties to other communities of the subdistrict, per resident",
            "人均跨社区联系";
    }
}

/// Whether all replicates of a scenario are in one city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CityPlan {
    /// One plan under every seed and in every replicate; a roster always is one.
    Fixed,
    /// A plan of its own for every so many replicates in turn, drawn from the seed and their number.
    Drawn {
        /// Replicates in the same city, at least one.
        replicates: u32,
    },
}

/// A generated city is drawn, so that an interval is about a city with these shares, not about one city.
impl Default for CityPlan {
    fn default() -> Self {
        Self::Drawn { replicates: 2 }
    }
}

impl CityPlan {
    /// What a scenario file may say.
    pub const WORDS: [&str; 2] = ["fixed", "drawn"];

    /// What the word stands for. Runs have two replicates a city, without which the parts of a variance between and within
    /// cities could not be told apart.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "fixed" => Some(Self::Fixed),
            "drawn" => Some(Self::default()),
            _ => None,
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Drawn { .. } => "drawn",
        }
    }

    /// The same with every replicate in a city of its own, so that replicates are independent of each other.
    #[must_use]
    pub fn one_each(self) -> Self {
        match self {
            Self::Fixed => Self::Fixed,
            Self::Drawn { .. } => Self::Drawn { replicates: 1 },
        }
    }

    /// Replicates in the same drawn city; `None` where there is one city for all.
    #[must_use]
    pub fn replicates_per_city(self) -> Option<u32> {
        match self {
            Self::Fixed => None,
            Self::Drawn { replicates } => Some(replicates),
        }
    }
}

/// The kinds of community, which set the mix of residents and the condition of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Archetype {
    /// 老旧小区.
    OldEstate,
    /// 商品房小区.
    CommodityEstate,
    /// 单位大院.
    WorkUnit,
    /// 城中村.
    UrbanVillage,
    /// 安置小区.
    Resettlement,
}

/// What an archetype implies.
#[derive(Clone, Copy, Debug)]
pub struct ArchetypeProfile {
    /// Incident rate relative to the city's mean.
    pub place: f64,
    /// Share of residents who own their flat.
    pub owners: f64,
    /// Share of residents who are migrant tenants; the rest are local tenants.
    pub migrants: f64,
    /// Share aged 60 and over.
    pub elders: f64,
    /// Share aged 35 to 59.
    pub middle: f64,
    /// Whether a property company serves it, as a probability.
    pub property: f64,
    /// Shift of residents' civic threshold: lower is readier to take part.
    pub threshold_shift: f64,
}

impl City {
    /// What an archetype implies in this city.
    #[must_use]
    pub fn profile(&self, archetype: Archetype) -> ArchetypeProfile {
        match archetype {
            Archetype::OldEstate => ArchetypeProfile {
                place: self.old_estate_rate_ratio,
                owners: self.old_estate_owners_share,
                migrants: self.old_estate_migrants_share,
                elders: self.old_estate_elders_share,
                middle: self.old_estate_middle_share,
                property: self.old_estate_property_share,
                threshold_shift: self.old_estate_threshold_shift,
            },
            Archetype::CommodityEstate => ArchetypeProfile {
                place: self.commodity_estate_rate_ratio,
                owners: self.commodity_estate_owners_share,
                migrants: self.commodity_estate_migrants_share,
                elders: self.commodity_estate_elders_share,
                middle: self.commodity_estate_middle_share,
                property: self.commodity_estate_property_share,
                threshold_shift: self.commodity_estate_threshold_shift,
            },
            Archetype::WorkUnit => ArchetypeProfile {
                place: self.work_unit_rate_ratio,
                owners: self.work_unit_owners_share,
                migrants: self.work_unit_migrants_share,
                elders: self.work_unit_elders_share,
                middle: self.work_unit_middle_share,
                property: self.work_unit_property_share,
                threshold_shift: self.work_unit_threshold_shift,
            },
            Archetype::UrbanVillage => ArchetypeProfile {
                place: self.urban_village_rate_ratio,
                owners: self.urban_village_owners_share,
                migrants: self.urban_village_migrants_share,
                elders: self.urban_village_elders_share,
                middle: self.urban_village_middle_share,
                property: self.urban_village_property_share,
                threshold_shift: self.urban_village_threshold_shift,
            },
            Archetype::Resettlement => ArchetypeProfile {
                place: self.resettlement_rate_ratio,
                owners: self.resettlement_owners_share,
                migrants: self.resettlement_migrants_share,
                elders: self.resettlement_elders_share,
                middle: self.resettlement_middle_share,
                property: self.resettlement_property_share,
                threshold_shift: self.resettlement_threshold_shift,
            },
        }
    }
}

impl Archetype {
    /// Every archetype, in the order of the share parameters.
    pub const ALL: [Self; 5] =
        [Self::OldEstate, Self::CommodityEstate, Self::WorkUnit, Self::UrbanVillage, Self::Resettlement];

    /// Name in scenario files and rosters, and in Chinese, accepted in rosters.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::OldEstate => ("old_estate", "老旧小区"),
            Self::CommodityEstate => ("commodity_estate", "商品房小区"),
            Self::WorkUnit => ("work_unit", "单位大院"),
            Self::UrbanVillage => ("urban_village", "城中村"),
            Self::Resettlement => ("resettlement", "安置小区"),
        }
    }

    /// The archetype of that English or Chinese name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.names().0 == name || kind.names().1 == name)
    }
}
