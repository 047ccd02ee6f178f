//! What is counted, by name: events, minutes of work, and money.
//!
//! Each list stands here once, with its words in both languages; a table of values for all of its names comes with it. What
//! an outcome divides by what is declared in `outcomes`, in these names.

use core::ops::{Index, IndexMut};

/// Declares a list of names with their words, and a table that holds a value for each.
macro_rules! names {
    (
        $(#[$meta:meta])* pub enum $Name:ident in $(#[$table_meta:meta])* $Table:ident
        { $( $Variant:ident $en:literal $zh:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $Name { $( #[doc = $en] $Variant, )* }

        impl $Name {
            /// Every name, in the order of the table.
            pub const ALL: [Self; [$( stringify!($Variant) ),*].len()] = [$( Self::$Variant ),*];

            /// Its words in English and in Chinese.
            #[must_use]
            pub fn words(self) -> (&'static str, &'static str) {
                match self { $( Self::$Variant => ($en, $zh), )* }
            }
        }

        $(#[$table_meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $Table<T>([T; $Name::ALL.len()]);

        impl<T: Copy + Default> Default for $Table<T> {
            fn default() -> Self {
                Self([T::default(); $Name::ALL.len()])
            }
        }

        impl<T> Index<$Name> for $Table<T> {
            type Output = T;
            #[inline]
            fn index(&self, name: $Name) -> &T {
                &self.0[name as usize]
            }
        }

        impl<T> IndexMut<$Name> for $Table<T> {
            #[inline]
            fn index_mut(&mut self, name: $Name) -> &mut T {
                &mut self.0[name as usize]
            }
        }

        impl<T: Copy> $Table<T> {
            /// Adds the values of another table.
            pub fn add<U: Copy>(&mut self, other: &$Table<U>)
            where
                T: core::ops::AddAssign + From<U>,
            {
                for (sum, value) in self.0.iter_mut().zip(other.0) {
                    *sum += T::from(value);
                }
            }
        }
    };
}

names! {
    /// What is counted one by one.
    ///
    /// Days keep the first [`Count::DAILY`] of them, which are those that some outcome needs by day.
    pub enum Count in
    /// A value for each [`Count`].
    Counts {
        Arisen "incidents that arose" "发生的问题",
        Detected "incidents that got their first case, of those that arose from day 0 on" "首次立案的问题（仅计第0天以后发生的）",
        DetectionLag "days from arising to the first case, of the same incidents" "同一批问题从发生到首次立案的天数",
        Resolved "incidents resolved by somebody" "有人解决的问题",
        EndedAlone "incidents that ended by themselves" "自行消失的问题",
        EndedUnrecorded "incidents that ended without ever having a case" "始终未立案而终结的问题",
        FiledPatrol "cases filed on patrol" "巡查立案",
        FiledCommunity "cases filed with the community body" "向社区组织反映的立案",
        FiledOrganisation "cases filed with organisations" "向社会组织反映的立案",
        FiledGrid "cases that residents filed with grid workers" "居民向网格员反映的立案",
        FiledHotline "cases filed with the hotline" "热线立案",
        FiledPetition "cases filed as petitions" "信访立案",
        Carried "cases that were open when the run began, counted on its first day" "运行开始时的在办案件（计入第一天）",
        Closed "cases closed, duplicates and cases whose matter was already over included" "已结案件（含重复件和问题已消失的案件）",
        ClosedOnTime "cases closed within their deadline" "按期结案的案件",
        Due "cases that were closed before they were overdue, or became overdue" "在超期前结案或转为超期的案件",
        CarriedOverdue "cases that were overdue when the run began, counted on its first day" "运行开始时已超期的案件（计入第一天）",
        ClosedWorked "cases closed as handled; duplicates and cases whose matter was already over are left out" "作为已处置而结案的案件（重复件和问题已消失的案件除外）",
        ClosedResolved "cases closed as handled whose incident was really resolved" "作为已处置而结案、且问题确实解决的案件",
        ClosedPaper "cases closed as handled on paper alone" "未实际处置、仅在账面上结案的案件",
        Reopened "cases that a check returned, or that were filed anew after closing in vain" "核查退回或未解决即结案后再次立案的案件",
        Duplicates "cases filed while another was open on the same incident" "同一问题已有在办案件时的重复立案",
        Dispatched "cases sent to departments" "派往部门的案件",
        Misrouted "cases sent to a wrong department first" "首次派错部门的案件",
        Refusals "refusals by departments" "部门推诿次数",
        Handoff "days for which joint cases wait between departments, counted at each hand-off" "联办案件在部门之间交接等待的天数（交接时计入）",
        JointClosed "cases that several departments closed; duplicates and paper left out" "多部门联办结案的案件（重复件和虚假结案除外）",
        CivilClosed "cases that social organisations or volunteers resolved" "由社会组织或志愿者解决的案件",
        SelfEnded "self-governable incidents that ended, in whatever way" "以任何方式终结的可自治事项",
        SelfByCommunity "self-governable incidents that the community body resolved" "由社区组织解决的可自治事项",
        SelfGoverned "thousandths of self-governable incidents that neighbours, the residents' committee, owners' committees, volunteers, meetings or social organisations settled, organisations less their hours for the street office" "由邻里、居委会、业委会、志愿者、议事会或社会组织（扣除其为街道工作的部分）解决的可自治事项（千分之一件）",
        SelfSettled "self-governable incidents that neighbours settled" "由邻里自行解决的可自治事项",
        PutUpWith "incidents that ended without anybody having tried anything" "无人采取任何行动而终结的问题",
        SelfBrought "self-governable matters brought to the community" "交给社区的可自治事项",
        SelfByStreet "self-governable incidents that the street office itself resolved" "由街道自行办结的可自治事项",
        Calls "calls to the hotline, each caller's first on a matter and age" "拨打热线(每人每事每次决定计一次)",
        CallsLost "calls to the hotline that were given up unanswered" "未接通而放弃的热线来电",
        TakenOver "self-governable matters that the street office took over" "被街道接管的可自治事项",
        FirstAttempts "first attempts on self-governable incidents, at whatever channel" "对可自治事项的首次求助（含各种渠道）",
        FirstAtCommunity "first attempts on self-governable incidents at the residents' or owners' committee" "对可自治事项首次找居委会或业委会的求助",
        Disputes "disputes that arose" "发生的纠纷",
        DisputesHeard "cases of disputes that reached a desk; duplicates left out" "已受理的纠纷案件（重复件除外）",
        Mediated "cases of disputes whose parties accepted mediation" "当事人接受调解的纠纷案件",
        MediationEnded "mediations that came to an end" "已结束的调解",
        Agreed "mediations that ended in agreement" "达成协议的调解",
        Escalated "incidents that escalated beyond the community" "升级至社区之外的事件",
        Open "open cases, counted every evening" "每晚的在办案件",
        Harm "harm of live incidents, counted every evening" "每晚存续问题的危害",
        CurveClosed "cases closed that were filed from day 0 on; duplicates left out" "第0天以后立案的已结案件（重复件除外）",
        CurveTime "days from filing to closing of the same cases" "同一批案件从立案到结案的天数",
        PostDays "posts of grid workers, counted every day" "每日的网格员岗位",
        PostDaysFilled "filled posts of grid workers, counted every day" "每日在岗的网格员岗位",
        Quits "grid workers who quit" "离职的网格员",
        Unfiled "finds of patrols that were not filed because they were hard" "巡查发现但因棘手未上报的问题",
        Trivia "trivial cases filed to fill the record" "凑数上报的案件",
        Coaxed "unresolved cases about which residents were asked for a good word" "未解决而向居民请求好评的案件",
        CoreDone "pieces of committees' core business that were done" "已办的居委会本职工作事项",
        CoreInTime "pieces of committees' core business that were done in time" "按时办理的居委会本职工作事项",
        CoreTime "days that the same pieces had waited when they were done" "已办本职工作事项的等待天数",
        CoreGivenUp "pieces of committees' core business that were given up undone" "未办而放弃的居委会本职工作事项",
        CoreFoundLate "incidents found late, since core business was not done or nobody was known to need it" "因本职工作未办而较晚发现的问题",
        JointTime "days from filing to closing of cases that several departments closed" "多部门联办结案案件从立案到结案的天数",
        SingleClosed "cases that one department closed; duplicates and paper left out" "单部门结案的案件（重复件和虚假结案除外）",
        SingleTime "days from filing to closing of cases that one department closed" "单部门结案案件从立案到结案的天数",
        Convened "cases on which the street office convenes departments" "街道吹哨召集部门的案件",
        Linked "repeated reports that joined an open case" "并入在办案件的重复上报",
        Campaigns "campaigns that began" "启动的专项行动",
        Answered "cases answered as handled, those included that a callback sends back" "作为已处置而答复的案件（含回访后退回的案件）",
        AnsweredUnresolved "thousandths of answered cases that stand as unresolved on the ranked record" "考核记录中未解决的答复案件（千分之一件）",
        CoreCame "pieces of committees' core business that came up" "发生的居委会本职工作事项",
    }
}

impl Count {
    /// How many of the counts are kept by day: all before this one.
    pub const DAILY: usize = Self::JointTime as usize;

    /// Cases filed, by the channel through which they came.
    pub const FILED: &'static [Self] = &[
        Self::FiledPatrol,
        Self::FiledCommunity,
        Self::FiledOrganisation,
        Self::FiledGrid,
        Self::FiledHotline,
        Self::FiledPetition,
    ];

    /// Incidents that are over.
    pub const ENDED: &'static [Self] = &[Self::Resolved, Self::EndedAlone];

    /// Whether it happens somewhere and to an incident, so that grids and kinds have it; posts have neither.
    #[must_use]
    pub fn has_a_place(self) -> bool {
        !matches!(
            self,
            Self::PostDays
                | Self::PostDaysFilled
                | Self::Quits
                | Self::Campaigns
                | Self::Trivia
                | Self::CoreCame
                | Self::CoreDone
                | Self::CoreInTime
                | Self::CoreTime
                | Self::CoreGivenUp
        )
    }
}

impl<T: Copy + Into<u64>> Counts<T> {
    /// The sum over several counts.
    #[must_use]
    pub fn sum(&self, counts: &[Count]) -> u64 {
        counts.iter().map(|&count| self[count].into()).sum()
    }
}

/// What is kept of a day: the first [`Count::DAILY`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCounts([u32; Count::DAILY]);

impl Default for DayCounts {
    fn default() -> Self {
        Self([0; Count::DAILY])
    }
}

impl DayCounts {
    /// Counts `n` more, if days keep that count.
    #[inline]
    pub fn add(&mut self, count: Count, n: u64) {
        if let Some(sum) = self.0.get_mut(count as usize) {
            *sum += n as u32;
        }
    }

    /// The same among all counts, those that days do not keep at nothing.
    #[must_use]
    pub fn among_all(&self) -> Counts<u64> {
        let mut all = Counts::default();
        for (count, &n) in Count::ALL.iter().zip(&self.0) {
            all[*count] = u64::from(n);
        }
        all
    }
}

impl Index<Count> for DayCounts {
    type Output = u32;
    fn index(&self, count: Count) -> &u32 {
        &self.0[count as usize]
    }
}

impl IndexMut<Count> for DayCounts {
    fn index_mut(&mut self, count: Count) -> &mut u32 {
        &mut self.0[count as usize]
    }
}

names! {
    /// Minutes of work.
    pub enum Minutes in
    /// A value for each of the [`Minutes`].
    MinutesTable {
        CommitteeOwn "own hours of residents' committees" "居委会自有工时",
        CommitteeBought "hours that the community fund buys for committees" "社区资金为其购买的工时",
        CommitteeDuty "hours of residents' committees on sent-down tasks and standing duties" "居委会用于下派任务和常规事务的工时",
        CommitteeFree "hours of residents' committees, bought ones included, left for residents' matters" "居委会（含购买工时）可用于居民事务的工时",
        CommitteeCases "hours of residents' committees spent on cases and entry" "居委会用于办案和填报的工时",
        CommitteeCore "hours of residents' committees spent on their core business" "居委会用于本职工作的工时",
        WorkerAvailable "hours of grid workers" "网格员工时",
        WorkerAsked "hours of grid workers that somebody asks for: tasks, training, entry, cases and the least patrol" "网格员被占用的工时（任务、培训、填报、办案与最低巡查）",
        WorkerField "hours of grid workers on patrol and cases" "网格员用于巡查和办案的工时",
        Steered "hours of steered patrol" "定向巡查工时",
        SteeredWell "hours of steered patrol at buildings with an unrecorded live incident" "花在确有未记录问题的楼栋上的定向巡查工时",
        SteeredEven "hours that as much patrol would spend at such buildings if it went round the grid evenly" "同样工时若在网格内均匀巡查时花在此类楼栋上的工时",
        CommitteeOrdered "hours of residents' committees spent on matters of the street office, on its order" "居委会受街道指派用于街道承办事项的工时",
        StreetAvailable "hours of the street office's staff for matters and meetings" "街道工作人员可用于办事和协调的工时",
        StreetConvening "hours of the street office's staff spent on convening departments" "街道工作人员用于召集部门的工时",
        StreetSending "hours of the street office's staff spent on sending tasks down" "街道工作人员用于下派和督办任务的工时",
        StreetCases "hours of the street office's staff and hired hands spent on cases" "街道工作人员及雇请人手用于办案的工时",
        StreetHired "of these, hours of hired hands" "其中雇请人手的工时",
        SecondedAvailable "hours of seconded officers that are of use in communities" "下沉干部可用于社区的工时",
        SecondedCases "hours of seconded officers spent on cases" "下沉干部用于办案的工时",
        SecondedRelief "hours of seconded officers spent on sent-down tasks in the committee's place" "下沉干部代居委会完成下派任务的工时",
        DepartmentAvailable "hours of departments" "部门工时",
        DepartmentCases "hours of departments spent on cases, entry and tasks that came back to them" "部门用于办案、填报和承接退回任务的工时",
        WorkCut "hours of useful sent-down work that a list cut" "清单削减的有效下派工时",
        WorkReturned "hours of departments spent on useful work that a list had cut" "部门承接清单削减工作的工时",
    }
}

names! {
    /// What public money is spent on. The words in English are the names of groups.
    #[allow(clippy::doc_markdown)]
    pub enum MoneyPost in
    /// A value for each [`MoneyPost`].
    Money {
        GridWorkers "grid_workers" "网格员",
        Committees "committees" "居委会",
        Departments "departments" "职能部门",
        SentDownTasks "sent_down_tasks" "下派任务",
        Information "information" "信息平台",
        Data "data" "数据采集与保护",
        AuditsFeedback "audits_feedback" "抽查与反馈",
        OneStopLists "one_stop_lists" "一站式服务与清单",
        Organisations "organisations" "社会组织",
        Participation "participation" "居民参与",
        StreetOffice "street_office" "街道办",
        Hotline "hotline" "热线",
        CommunityFund "community_fund" "社区服务资金",
        RuleOfLaw "rule_of_law" "法治",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_holds_a_value_for_each_name() {
        let mut counts: Counts<u64> = Counts::default();
        for (place, &count) in Count::ALL.iter().enumerate() {
            assert_eq!(count as usize, place);
            counts[count] += place as u64 + 1;
        }
        let mut sum = counts;
        sum.add(&counts);
        assert!(Count::ALL.iter().enumerate().all(|(place, &count)| sum[count] == 2 * (place as u64 + 1)));
        assert_eq!(counts.sum(&[Count::Arisen, Count::Detected]), 3);
    }

    #[test]
    fn a_day_keeps_the_first_counts_and_passes_over_the_others() {
        let mut day = DayCounts::default();
        for count in Count::ALL {
            day.add(count, 2);
        }
        let all = day.among_all();
        assert!(Count::ALL.iter().all(|&count| all[count] == 2 * u64::from((count as usize) < Count::DAILY)));
        assert_eq!(day[Count::Quits], 2);
    }
}
