//! `[mechanisms]`: every mechanism by name, to switch off alone or to replace by a variant.
//!
//! A mechanism that is off is absent with its instrument and its cost: the levers that work through it stand at their
//! absent values (see [`crate::levers`]). Mechanisms of the second model are off unless a scenario switches them on; then
//! nothing of theirs is stored or drawn.

use serde_json::{Value, json};

/// What a mechanism is, for the lists that users see.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Mechanism {
    /// Name in `[mechanisms]`.
    pub name: &'static str,
    /// Names of the variants, first the default; empty for a plain switch.
    pub variants: &'static [&'static str],
    /// Whether a plain switch is on when a scenario says nothing.
    pub on: bool,
    /// Meaning in English.
    pub meaning_en: &'static str,
    /// Meaning in Chinese.
    pub meaning_zh: &'static str,
}

impl Mechanism {
    /// As JSON, with the keys that other programs rely on.
    #[must_use]
    pub fn to_json(self) -> Value {
        json!({
            "key": format!("mechanisms.{}", self.name),
            "variants": self.variants,
            "meaning_en": self.meaning_en,
            "meaning_zh": self.meaning_zh,
        })
    }
}

macro_rules! mechanisms {
    (
        switches { $( $name:ident : $on:literal, $en:literal, $zh:literal; )* }
        variants { $(
            $variant:ident : $Variant:ident, $ven:literal, $vzh:literal,
            $first:literal $First:ident $firstdoc:literal $(, $word:literal $Word:ident $doc:literal)*;
        )* }
    ) => {
        $(
            #[doc = concat!("The variants of `", stringify!($variant), "`: ", $ven, ".")]
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
            pub enum $Variant {
                #[doc = $firstdoc]
                #[default]
                $First,
                $( #[doc = $doc] $Word, )*
            }

            impl $Variant {
                /// Every variant, the default first.
                const ALL: &'static [Self] = &[Self::$First $(, Self::$Word)*];

                /// The word for it in scenario files.
                #[must_use]
                pub fn word(self) -> &'static str {
                    match self { Self::$First => $first, $( Self::$Word => $word, )* }
                }
            }
        )*

        /// Which mechanisms are on, and which variant each of the others takes.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Mechanisms {
            $( #[doc = $en] pub $name: bool, )*
            $( #[doc = $ven] pub $variant: $Variant, )*
        }

        impl Default for Mechanisms {
            fn default() -> Self { Self { $( $name: $on, )* $( $variant: $Variant::default(), )* } }
        }

        impl Mechanisms {
            /// Every mechanism, switches first, in a fixed order.
            pub const ALL: &'static [Mechanism] = &[
                $( Mechanism { name: stringify!($name), variants: &[], on: $on, meaning_en: $en, meaning_zh: $zh }, )*
                $( Mechanism { name: stringify!($variant), variants: &[$first $(, $word)*], on: true, meaning_en: $ven, meaning_zh: $vzh }, )*
            ];

            /// Whether the switch of that name is on; a name that is not a switch counts as on.
            #[must_use]
            pub fn is_on(&self, name: &str) -> bool {
                match name { $( stringify!($name) => self.$name, )* _ => true }
            }

            /// Sets a switch; `false` when there is no switch of that name.
            pub fn switch(&mut self, name: &str, on: bool) -> bool {
                match name { $( stringify!($name) => self.$name = on, )* _ => return false }
                true
            }

            /// The variant chosen under that name.
            #[must_use]
            pub fn variant(&self, name: &str) -> Option<&'static str> {
                match name { $( stringify!($variant) => Some(self.$variant.word()), )* _ => None }
            }

            /// Chooses a variant by its word; `false` when there is no such mechanism or word.
            pub fn choose(&mut self, name: &str, word: &str) -> bool {
                match name {
                    $( stringify!($variant) => match $Variant::ALL.iter().find(|known| known.word() == word) {
                        Some(&known) => self.$variant = known,
                        None => return false,
                    }, )*
                    _ => return false,
                }
                true
            }
        }
    };
}

mechanisms! {
    switches {
    disorder: true, "an incident left alone breeds others nearby", "失序蔓延：无人处理的问题引发新问题";
    patrol: true, "grid workers look for incidents", "网格员巡查";
    grid_workers: true, "there are grids with workers", "设有网格和网格员";
    selection: true, "posts are filled from several candidates", "择优选聘";
    training: true, "grid workers are trained", "培训";
    pay: true, "pay differs from comparable work", "薪酬差异";
    appraisal: true, "grid workers and departments are appraised", "绩效考核";
    audits: true, "closed cases are checked", "结案核查";
    skill_decay: true, "skill that is not used fades", "技能遗忘";
    burnout: true, "demands and resources move burnout", "职业倦怠";
    quitting: true, "grid workers quit", "离职";
    takeover: true, "the street office takes over self-governable matters", "街道接管自治事项";
    office_reaction: true, "the street office adapts how far it reaches in", "街道按积压调整干预";
    campaigns: true, "campaigns under pressure", "运动式治理";
    sent_down_tasks: true, "tasks are sent down to committees and workers", "下派行政任务";
    refusals: true, "departments refuse what no list assigns to them", "部门推诿";
    service_purchase: true, "government buys services from organisations", "政府购买服务";
    community_fund: true, "the community body has money of its own", "社区服务资金";
    feedback: true, "people are informed who resolved a matter", "办理结果反馈";
    one_stop: true, "one window takes government matters in", "一窗受理";
    platform: true, "systems are joined in one platform", "一体化平台";
    sharing: true, "departments share data on joint matters", "部门数据共享";
    analytics: true, "recorded data steer patrols", "数据分析引导巡查";
    data_entry: true, "cases are entered into systems by hand", "人工录入";
    data_collection: true, "data on residents are collected", "居民信息采集";
    organisations: true, "social organisations take part", "社会组织参与";
    volunteers: true, "volunteers are supported", "志愿服务支持";
    deliberation: true, "residents deliberate in meetings", "居民议事";
    owners_committees: true, "owners form committees", "业委会";
    property_fees: true, "fees and service of property companies move each other", "物业费与服务互动";
    legal_education: true, "legal education", "法治宣传教育";
    legal_service: true, "community lawyers", "社区法律服务";
    mediation: true, "people's mediation", "人民调解";
    escalation: true, "disputes escalate", "矛盾升级";
    learning: true, "residents learn from experience", "居民从经历中学习";
    influence: true, "neighbours influence each other", "邻里影响";
    practice: true, "the community body gains capability by practice and loses it by disuse", "自治能力用进废退";
    committee_staff: true, "policy sets how many members and staff a residents' committee has", "由政策决定居委会人员配备";
    joining: true, "residents become active when enough others are", "居民参与的门槛效应";
    matters: true, "what people expect of the community body and of government differs between groups of matters", "对社区和政府的预期因事项类别而异";
    who_decides: true, "people hold a belief about whether the community body decides itself what is brought to it", "居民对社区能否自主决定事项的看法";
    people_practise: true, "capability is carried by people who have taken part in settled matters", "自治能力由参与过办理的人承载";
    local_joining: true, "residents join in by what is settled near their home, the time they have and who asks them", "居民因身边事务自治、有无时间和受邀而参与";
    fading: true, "without news an expectation fades toward what is heard in the community", "无新消息时预期向社区传闻淡化";
    mobility: true, "households move", "住户迁居";
    street_office: true, "the street office has staff, a desk and a budget of its own for what it takes over", "街道办以自有人员、经费直接办理接管事项";
    whistle: true, "the street office convenes departments on joint matters", "街乡吹哨、部门报到";
    secondment: true, "hours of departments are seconded to communities", "部门力量下沉社区";
    hotline_queue: true, "the hotline answers so many calls and no more", "热线接听能力有限";
    organisers: true, "building heads and party members who report to their community organise neighbours", "楼栋长与双报到党员组织邻里";
    root_causes: true, "incidents of a kind recur at the buildings where they have a lasting cause", "同类问题在有根源的楼栋反复发生";
    projects: true, "projects mend the causes of what the record shows to recur", "依据记录治理反复出现问题的根源";
    calendar: true, "weekends and holidays have fewer hours and fewer calls", "周末和节假日工时与求助减少";
    seasons: true, "kinds of incident have their seasons", "各类问题的季节变化";
    citywide: true, "the whole city shares a rate that drifts from day to day", "全市共同的逐日波动";
    paths: true, "matters are settled on the spot, or need works or the law, as their kind has it", "事项分当场办结、上门、工程与法律程序等办理路径";
    ranking: true, "departments and street offices are ranked every month on what the record says", "部门和街道按月排名";
    callbacks: true, "residents are called back after a case was answered, and what they say may count", "结案回访";
    gaming: true, "those who are pressed choose between work, paper, hard finds not filed, trivia and ratings asked for", "压力下的应付与博弈行为";
    load: true, "what lies on a grid worker grows with the households, and too much of it tells on the worker", "网格户数带来的负荷";
    task_owners: true, "sent-down tasks have an owner, a product and a share of trace work", "下派任务有主责部门、产出和痕迹成分";
    core_business: true, "a committee's core business (care, welfare, certificates, quarrels at the door) waits in a queue of its own", "居委会本职工作（走访、救助、证明、上门调和）单独排队办理";
    companies_apart: true, "what property companies and mediators do is credited to them and not to the community body", "物业公司和调解员的办理结果归其自身而非社区组织";
    owners_decide: true, "owners' committees decide matters of shared space and facilities, and estates differ in what founding one takes", "业委会决定公共空间与设施事项，各小区成立门槛不同";
    clustering: true, "a community's rate of a day differs from that of its neighbours", "社区自身的逐日聚集";
    }
    variants {
    frailty: Frailty, "how the incident rate varies from day to day", "发生率的日间波动方式",
        "ar1" Ar1 "A common rate of the subdistrict that drifts from day to day.",
        "fixed" Fixed "A common rate that is drawn once for ever.",
        "none" None "No common rate.";
    queue_order: QueueOrder, "in which order a desk takes its cases", "办件排序方式",
        "deadline" Deadline "What falls due first.",
        "fifo" Fifo "What was filed first.",
        "shortest" Shortest "What takes least work, less for every day that it has waited.";
    unseen_credit: UnseenCredit, "whom those who asked credit when they do not see who handled a matter", "未见办理者时求助者归功于谁",
        "asked" Asked "The channel that each of them asked.",
        "nobody" Nobody "Nobody.";
    project_aim: ProjectAim, "what heads the list of projects", "治理项目清单的排序依据",
        "records" Records "What has most cases on record.",
        "harm" Harm "What does most harm, by the cases on record and the harm of their kind.";
    street_credit: StreetCredit, "whom people see at work where the street office handles what it took over", "街道办理接管事项时居民看到的办理者",
        "office" Office "The street office, as government.",
        "doorstep" Doorstep "The member of the residents' committee who came to the door.";
    decision_rule: DecisionRule, "how a resident chooses a channel", "居民选择渠道的决策规则",
        "random_utility" RandomUtility "The best by value, taste and noise.",
        "best_known" BestKnown "The best by value and taste, without noise.";
    cut_work: CutWork, "what becomes of useful work that a list cuts", "清单削减的有效工作的去向",
        "returned" Returned "Its owner does it, less well and at the cost of its cases.",
        "undone" Undone "Nobody does it.";
    fatigue: Fatigue, "what pressure leaves behind in those who are pressed", "压力造成的疲劳形式",
        "slow" Slow "It builds up and mends slowly.",
        "adapting" Adapting "It builds up by pressure beyond what people have got used to, and mends slowly.",
        "passing" Passing "It stands where steady pressure would bring it and goes with the pressure.",
        "none" None "Nothing.";
    }
}
