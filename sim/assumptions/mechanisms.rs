//! `[mechanisms]`: every mechanism by name, to switch off alone or to replace by a variant.
//!
//! A mechanism that is off is absent with its instrument and its cost: the levers that work through it stand at their
//! absent values (see [`crate::levers`]).

/// What a mechanism is, for the lists that users see.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Mechanism {
    /// Name in `[mechanisms]`.
    pub name: &'static str,
    /// Names of the variants, first the default; empty for a plain switch.
    pub variants: &'static [&'static str],
    /// Meaning in English.
    pub meaning_en: &'static str,
    /// Meaning in Chinese.
    pub meaning_zh: &'static str,
}

macro_rules! mechanisms {
    (
        switches { $( $name:ident : $en:literal, $zh:literal; )* }
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
            fn default() -> Self { Self { $( $name: true, )* $( $variant: $Variant::default(), )* } }
        }

        impl Mechanisms {
            /// Every mechanism, switches first, in a fixed order.
            pub const ALL: &'static [Mechanism] = &[
                $( Mechanism { name: stringify!($name), variants: &[], meaning_en: $en, meaning_zh: $zh }, )*
                $( Mechanism { name: stringify!($variant), variants: &[$first $(, $word)*], meaning_en: $ven, meaning_zh: $vzh }, )*
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
    disorder: "an incident left alone breeds others nearby", "失序蔓延:无人处理的问题引发新问题";
    patrol: "grid workers look for incidents", "网格员巡查";
    grid_workers: "there are grids with workers", "设有网格和网格员";
    selection: "posts are filled from several candidates", "择优选聘";
    training: "grid workers are trained", "培训";
    pay: "pay differs from comparable work", "薪酬差异";
    appraisal: "grid workers and departments are appraised", "绩效考核";
    audits: "closed cases are checked", "结案核查";
    skill_decay: "skill that is not used fades", "技能遗忘";
    burnout: "demands and resources move burnout", "职业倦怠";
    quitting: "grid workers quit", "离职";
    takeover: "the street office takes over self-governable matters", "街道接管自治事项";
    office_reaction: "the street office adapts how far it reaches in", "街道按积压调整干预";
    campaigns: "campaigns under pressure", "运动式治理";
    sent_down_tasks: "tasks are sent down to committees and workers", "下派行政任务";
    refusals: "departments refuse what no list assigns to them", "部门推诿";
    service_purchase: "government buys services from organisations", "政府购买服务";
    community_fund: "the community body has money of its own", "社区服务资金";
    feedback: "people are informed who resolved a matter", "办理结果反馈";
    one_stop: "one window takes government matters in", "一窗受理";
    platform: "systems are joined in one platform", "一体化平台";
    sharing: "departments share data on joint matters", "部门数据共享";
    analytics: "recorded data steer patrols", "数据分析引导巡查";
    data_entry: "cases are entered into systems by hand", "人工录入";
    data_collection: "data on residents are collected", "居民信息采集";
    organisations: "social organisations take part", "社会组织参与";
    volunteers: "volunteers are supported", "志愿服务支持";
    deliberation: "residents deliberate in meetings", "居民议事";
    owners_committees: "owners form committees", "业委会";
    property_fees: "fees and service of property companies move each other", "物业费与服务互动";
    legal_education: "legal education", "法治宣传教育";
    legal_service: "community lawyers", "社区法律服务";
    mediation: "people's mediation", "人民调解";
    escalation: "disputes escalate", "矛盾升级";
    learning: "residents learn from experience", "居民从经历中学习";
    influence: "neighbours influence each other", "邻里影响";
    practice: "the community body gains capability by practice and loses it by disuse", "自治能力用进废退";
    joining: "residents become active when enough others are", "居民参与的门槛效应";
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
    decision_rule: DecisionRule, "how a resident chooses a channel", "居民选择渠道的决策规则",
        "random_utility" RandomUtility "The best by value, taste and noise.",
        "best_known" BestKnown "The best by value and taste, without noise.";
    }
}
