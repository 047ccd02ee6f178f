//! What sent-down tasks are: how much of them is work and how much trace, who owns them, and what a good register saves.

use super::World;
use crate::levers::Levers;
use crate::society::Subdistrict;
use crate::society::governance::Matter;
use crate::units::Day;
use crate::units::places::{CommunityIndex, KindIndex};

/// Parts of the hours that are sent down, relative to those of the lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentDown {
    /// Work with a product.
    pub useful: f64,
    /// Work for the record (痕迹管理).
    pub trace: f64,
    /// Work with a product that a list has cut.
    pub cut: f64,
}

impl SentDown {
    /// All that is sent down.
    #[must_use]
    pub fn total(self) -> f64 {
        self.useful + self.trace
    }
    /// Share of it that has a product.
    #[must_use]
    pub fn useful_share(self) -> f64 {
        if self.total() > 0.0 { self.useful / self.total() } else { 0.0 }
    }
}

impl World {
    /// Share of tasks that is trace work under an appraisal of so many indicators.
    #[must_use]
    pub fn trace_share(&self, indicators: f64) -> f64 {
        let n = &self.tasks;
        n.trace_share + (1.0 - n.trace_share) * indicators / (indicators + n.indicators_half)
    }

    /// What is sent down under these levers and that pressure. Without owners tasks are one lump without a product.
    #[must_use]
    pub fn sent_down(&self, levers: &Levers, pressure: f64) -> SentDown {
        if !self.mechanisms.task_owners {
            return SentDown { useful: 0.0, trace: 1.0, cut: 0.0 };
        }
        let n = &self.tasks;
        let [trace, usual] =
            [levers.staffing.appraisal_indicators, n.indicators_usual].map(|indicators| self.trace_share(indicators));
        // In the place of work, and on top of it.
        let (on_top, instead) = (n.indicators_add_share, 1.0 - n.indicators_add_share);
        let work = instead * (1.0 - trace) + on_top * (1.0 - usual);
        let trace = instead * trace + on_top * (1.0 - usual) * trace / (1.0 - trace);
        let power = &levers.power;
        SentDown {
            useful: work * (1.0 - power.list_cuts_work_share),
            trace: trace * (1.0 + n.tiers_add * pressure) * (1.0 - power.list_cuts_trace_share),
            cut: work * power.list_cuts_work_share,
        }
    }

    /// What bounds a campaign: the cap on takeover, or nothing where takeover, and its boundary with it, is switched off.
    #[must_use]
    pub fn boundary(&self, cap: f64) -> f64 {
        if self.mechanisms.takeover { cap } else { 1.0 }
    }

    /// Minutes of sent-down tasks of a full-time person of a community on a day of usual hours, campaigns included, and the
    /// share of them that has a product.
    #[must_use]
    pub fn tasks_of_the_day(&self, s: &Subdistrict, community: CommunityIndex, day: Day) -> (f64, f64) {
        let levers = &s.communities[community].levers;
        let sent_down = self.sent_down(levers, self.pressure_on_community(s, community));
        let mut hours = levers.power.task_hours_per_week * sent_down.total();
        if self.mechanisms.sent_down_tasks && day < s.office.campaign_until {
            hours +=
                self.institutions.campaign_task_hours_per_week * self.boundary(levers.power.intervention_cap_share);
        }
        (hours * 60.0 / 7.0, sent_down.useful_share())
    }

    /// People of a community to whom tasks are sent, as full-time ones: the committee, and grid workers in post.
    #[must_use]
    pub fn people_on_tasks(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        let c = &s.communities[community];
        let held = s.posts[c.posts].iter().filter(|post| post.worker.is_some());
        c.members() + held.map(|post| self.part(post, c)).sum::<f64>()
    }

    /// Share of the tasks that each department issues.
    #[must_use]
    pub fn task_owners(&self) -> [f64; 6] {
        let n = &self.tasks;
        let shares = [
            n.urban_management_share,
            n.public_security_share,
            n.housing_share,
            n.market_regulation_share,
            n.civil_affairs_share,
            n.health_share,
        ];
        let all: f64 = shares.iter().sum();
        shares.map(|share| if all > 0.0 { share / all } else { 0.0 })
    }

    /// How much oftener files are misrouted than stated, for what the register of a community lacks.
    #[must_use]
    pub fn errors_by_register(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        let n = &self.tasks;
        let lacks = |accuracy: &f64| (1.0 + n.misroutes_by_register * (n.register_usual - accuracy)).max(0.0);
        s.tasks.registers.get(community).map_or(1.0, lacks)
    }

    /// How much longer than stated work takes for which one first has to find out who lives where.
    #[must_use]
    pub fn work_by_register(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        let n = &self.tasks;
        let lacks = |accuracy: &f64| (1.0 + n.minutes_by_register * (n.register_usual - accuracy)).max(0.0);
        s.tasks.registers.get(community).map_or(1.0, lacks)
    }

    /// Share of those whom a community should look after of whom its register does not know, beyond the usual.
    #[must_use]
    pub fn unknown_to_register(&self, s: &Subdistrict, community: CommunityIndex) -> f64 {
        let n = &self.tasks;
        let lacks = |accuracy: &f64| (n.unknown_by_register * (n.register_usual - accuracy)).clamp(0.0, 1.0);
        s.tasks.registers.get(community).map_or(0.0, lacks)
    }

    /// Work on a matter where people have to be found out about first: care and disputes take longer without a register.
    #[must_use]
    pub fn minutes_by_register(
        &self,
        s: &Subdistrict,
        community: CommunityIndex,
        kind: KindIndex,
        minutes: f64,
    ) -> f64 {
        if s.tasks.registers.is_empty() || self.kinds[kind].matter == Matter::Place {
            return minutes;
        }
        (minutes * self.work_by_register(s, community)).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn world() -> World {
        let mut settings = Settings::default();
        settings.mechanisms.switch("task_owners", true);
        (settings.tasks.trace_share, settings.tasks.indicators_half, settings.tasks.tiers_add) = (0.2, 30.0, 0.5);
        (settings.tasks.indicators_usual, settings.tasks.indicators_add_share) = (10.0, 0.0);
        World::new(&settings, 1, 0)
    }

    #[test]
    fn indicators_make_trace_and_a_list_cuts_trace_or_work_and_not_the_other() {
        let w = world();
        assert!((w.trace_share(0.0) - 0.2).abs() < 1e-12 && (w.trace_share(30.0) - 0.6).abs() < 1e-12);
        let mut levers = Levers::default();
        levers.staffing.appraisal_indicators = 30.0;
        assert_eq!(w.sent_down(&levers, 0.0).total(), 1.0);
        assert!((w.sent_down(&levers, 1.0).trace - 0.9).abs() < 1e-12, "tiers add to trace alone");
        levers.power.list_cuts_trace_share = 1.0;
        assert!((w.sent_down(&levers, 1.0).total() - 0.4).abs() < 1e-12);
        levers.power.list_cuts_work_share = 0.5;
        let SentDown { useful, trace, cut } = w.sent_down(&levers, 0.0);
        assert!((useful - 0.2).abs() < 1e-12 && (cut - 0.2).abs() < 1e-12 && trace == 0.0);
        // On top of work they leave it as it is: 0.6 of work at 10 indicators, and at 30 one and a half times as much trace.
        let mut w = w;
        w.tasks.indicators_add_share = 1.0;
        let mut levers = Levers::default();
        levers.staffing.appraisal_indicators = 10.0;
        assert!((w.sent_down(&levers, 0.0).total() - 1.0).abs() < 1e-12);
        levers.staffing.appraisal_indicators = 30.0;
        let more = w.sent_down(&levers, 0.0);
        assert!((more.useful - 0.6).abs() < 1e-12 && (more.trace - 0.9).abs() < 1e-12, "{more:?}");
        assert!((w.task_owners().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
