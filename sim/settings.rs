//! Settings: everything that a scenario sets, in one typed value, addressable by key.

use crate::assumptions::{
    Behaviour, Bodies, Calendar, Casework, City, CityPlan, CoreBusiness, FirstDay, Frame, IncidentKind, Institutions,
    Mechanisms, People, Pressure, Prices, Projects, SelfGovernance, StreetWork, Tasks, Workforce,
};
use crate::levers::{self, Levers};
use crate::registry::{Parameter, Table};

/// The complete settings of a scenario.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// `[scenario]`.
    pub frame: Frame,
    /// `[city]`.
    pub city: City,
    /// `city.plan`.
    pub plan: CityPlan,
    /// The policy tables.
    pub levers: Levers,
    /// `[behaviour]`.
    pub behaviour: Behaviour,
    /// `[people]`.
    pub people: People,
    /// `[institutions]`.
    pub institutions: Institutions,
    /// `[casework]`.
    pub casework: Casework,
    /// `[workforce]`.
    pub workforce: Workforce,
    /// `[bodies]`.
    pub bodies: Bodies,
    /// `[first_day]`.
    pub first_day: FirstDay,
    /// `[self_governance]`.
    pub self_governance: SelfGovernance,
    /// `[street]`.
    pub street: StreetWork,
    /// `[pressure]`.
    pub pressure: Pressure,
    /// `[tasks]`.
    pub tasks: Tasks,
    /// `[core_business]`.
    pub core_business: CoreBusiness,
    /// `[projects]`.
    pub projects: Projects,
    /// `[calendar]`.
    pub calendar: Calendar,
    /// `[prices]`.
    pub prices: Prices,
    /// `[mechanisms]`.
    pub mechanisms: Mechanisms,
    /// `[[incident]]`.
    pub incidents: Vec<IncidentKind>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            frame: Frame::default(),
            city: City::default(),
            plan: CityPlan::default(),
            levers: Levers::default(),
            behaviour: Behaviour::default(),
            people: People::default(),
            institutions: Institutions::default(),
            casework: Casework::default(),
            workforce: Workforce::default(),
            bodies: Bodies::default(),
            first_day: FirstDay::default(),
            self_governance: SelfGovernance::default(),
            street: StreetWork::default(),
            pressure: Pressure::default(),
            tasks: Tasks::default(),
            core_business: CoreBusiness::default(),
            projects: Projects::default(),
            calendar: Calendar::default(),
            prices: Prices::default(),
            mechanisms: Mechanisms::default(),
            incidents: IncidentKind::defaults(),
        }
    }
}

/// Every parameter in the order of the documentation, levers and assumptions, those of an incident kind last.
pub fn parameters() -> impl Iterator<Item = &'static Parameter> {
    let frame = [Frame::PARAMETERS, City::PARAMETERS];
    let assumptions = [
        Behaviour::PARAMETERS,
        People::PARAMETERS,
        Institutions::PARAMETERS,
        Casework::PARAMETERS,
        Workforce::PARAMETERS,
        Bodies::PARAMETERS,
        FirstDay::PARAMETERS,
        SelfGovernance::PARAMETERS,
        StreetWork::PARAMETERS,
        Pressure::PARAMETERS,
        Tasks::PARAMETERS,
        CoreBusiness::PARAMETERS,
        Projects::PARAMETERS,
        Calendar::PARAMETERS,
        Prices::PARAMETERS,
    ];
    let tables = frame.into_iter().chain(levers::PARAMETERS).chain(assumptions);
    tables.flatten().chain(crate::assumptions::IncidentNumbers::PARAMETERS)
}

/// The parameter under `table` and `name`, if there is one.
#[must_use]
pub fn parameter(table: &str, name: &str) -> Option<&'static Parameter> {
    parameters().find(|parameter| parameter.table == table && parameter.name == name)
}

impl Settings {
    /// The value under `table` and `name`; `None` for an unknown key or one of an incident kind.
    #[must_use]
    pub fn get(&self, table: &str, name: &str) -> Option<f64> {
        // A settings value is small and read by name only at the edges: one clone keeps a single list of tables.
        self.clone().place(table, name).copied()
    }

    /// Sets the value under `table` and `name`; `false` when the key is unknown. The range is not checked here.
    pub fn set(&mut self, table: &str, name: &str, value: f64) -> bool {
        self.place(table, name).map(|place| *place = value).is_some()
    }

    fn place(&mut self, table: &str, name: &str) -> Option<&mut f64> {
        match table {
            "scenario" => self.frame.place(name),
            "city" => self.city.place(name),
            "behaviour" => self.behaviour.place(name),
            "people" => self.people.place(name),
            "institutions" => self.institutions.place(name),
            "casework" => self.casework.place(name),
            "workforce" => self.workforce.place(name),
            "bodies" => self.bodies.place(name),
            "first_day" => self.first_day.place(name),
            "self_governance" => self.self_governance.place(name),
            "street" => self.street.place(name),
            "pressure" => self.pressure.place(name),
            "tasks" => self.tasks.place(name),
            "core_business" => self.core_business.place(name),
            "projects" => self.projects.place(name),
            "calendar" => self.calendar.place(name),
            "prices" => self.prices.place(name),
            _ => self.levers.place(table, name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_found_by_its_key_and_lies_in_its_ranges() {
        let settings = Settings::default();
        for p in parameters() {
            assert!(p.range.0 <= p.default && p.default <= p.range.1, "{}", p.key());
            assert!(p.range.0 <= p.prior.0 && p.prior.0 <= p.prior.1 && p.prior.1 <= p.range.1, "{}", p.key());
            if p.table != "incident" {
                assert_eq!(settings.get(p.table, p.name), Some(p.default), "{}", p.key());
            }
            if let Some((mechanism, _)) = p.lever {
                assert!(Mechanisms::ALL.iter().any(|known| known.name == mechanism), "{mechanism}");
            }
        }
    }
}
