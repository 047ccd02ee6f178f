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
            "老旧小区占比(各类占比自动归一)";
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
            "楼栋状况(决定问题发生的多少)的对数标准差";
        neighbours_block: 40.0, whole "persons", 2.0 .. 62.0, prior 20.0 .. 60.0,
            Assumed "the neighbours of one stair; a bit each, hence 62 at most",
            "residents of a building among whom an incident has its witnesses",
            "可能目击同一问题的邻里人数";
        tie_tries: 4.0, whole "persons", 1.0 .. 100.0, prior 2.0 .. 10.0,
            Assumed "people do not search the whole community",
            "residents looked at by a rewired tie that wants somebody alike before it takes the last one",
            "寻找同类的远程联系最多比较的人数";
        tie_rewiring_share: 0.05, "share", 0.0 .. 1.0, prior 0.01 .. 0.3,
            Literature "Watts & Strogatz 1998, small-world regime",
            "share of ties that lead away from the neighbours next door",
            "远程社会联系占比(小世界重连概率)";
        tie_homophily_share: 0.50, "share", 0.0 .. 1.0, prior 0.0 .. 0.9,
            Literature "McPherson, Smith-Lovin & Cook 2001: ties join people alike",
            "share of the rewired ties that look for somebody of the same tenure or age",
            "远程联系中同类相聚(产权或年龄相同)的比例";
        bridges_share: 0.01, "share", 0.0 .. 0.5, prior 0.0 .. 0.05,
            Assumed "few ties cross communities",
            "ties to other communities of the subdistrict, per resident",
            "人均跨社区联系";
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

/// What an archetype implies. All assumed; ordered as field studies describe the types.
#[derive(Clone, Copy, Debug)]
pub struct Make {
    /// Name in scenario files and rosters.
    pub name: &'static str,
    /// Name in Chinese, accepted in rosters.
    pub name_zh: &'static str,
    /// Incident rate relative to the city's mean.
    pub place: f64,
    /// Share of residents who own their flat.
    pub owners: f64,
    /// Share of residents who are migrant tenants; the rest are local tenants.
    pub migrants: f64,
    /// Shares aged 60 and over, and 35 to 59.
    pub elders: f64,
    /// Share aged 35 to 59.
    pub middle: f64,
    /// Whether a property company serves it, as a probability.
    pub property: f64,
    /// Shift of residents' civic threshold: lower is readier to take part.
    pub threshold_shift: f64,
}

impl Archetype {
    /// Every archetype, in the order of the share parameters.
    pub const ALL: [Self; 5] =
        [Self::OldEstate, Self::CommodityEstate, Self::WorkUnit, Self::UrbanVillage, Self::Resettlement];

    /// What the archetype implies.
    #[must_use]
    pub fn make(self) -> Make {
        let make = |name, name_zh, numbers: [f64; 7]| Make {
            name,
            name_zh,
            place: numbers[0],
            owners: numbers[1],
            migrants: numbers[2],
            elders: numbers[3],
            middle: numbers[4],
            property: numbers[5],
            threshold_shift: numbers[6],
        };
        // place, owners, migrants, elders, middle, property, threshold shift
        match self {
            Self::OldEstate => make("old_estate", "老旧小区", [1.25, 0.60, 0.15, 0.32, 0.40, 0.2, -0.02]),
            Self::CommodityEstate => make("commodity_estate", "商品房小区", [0.75, 0.75, 0.08, 0.15, 0.45, 1.0, 0.03]),
            Self::WorkUnit => make("work_unit", "单位大院", [0.85, 0.80, 0.04, 0.35, 0.40, 0.3, -0.06]),
            Self::UrbanVillage => make("urban_village", "城中村", [1.35, 0.25, 0.60, 0.08, 0.37, 0.0, 0.08]),
            Self::Resettlement => make("resettlement", "安置小区", [1.05, 0.70, 0.15, 0.25, 0.40, 0.8, 0.02]),
        }
    }

    /// The archetype of that English or Chinese name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.make().name == name || kind.make().name_zh == name)
    }
}
