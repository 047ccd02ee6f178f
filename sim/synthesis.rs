//! Synthesis: a plan becomes a society on the first day of its burn-in.
//!
//! Everything is keyed by place, so that the same city has the same people under every policy.

use crate::assumptions::City;
use crate::levers::Levers;
use crate::plan::{CommunityPlan, SubdistrictPlan};
use crate::policy::Policy;
use crate::random::{Key, Purpose, below, halves, keys, normal, unit};
use crate::rules::{funding, posts, practice, turnover};
use crate::settings::parameter;
use crate::society::communities::{CommitteeDay, Platform, Property};
use crate::society::governance::{Affairs, Nearby, Record};
use crate::society::organisations::Speciality;
use crate::society::{
    Building, Causes, Community, CoreBusiness, Governance, Ledger, Office, Organisation, Pressure, Residents, Street,
    Subdistrict, Tasks, Today,
};
use crate::units::Day;
use crate::units::places::{BuildingIndex, CommunityIndex, Indexed, OrganisationIndex, span};
use crate::world::World;

/// The subdistricts of a plan before they have residents.
#[must_use]
pub fn sites(plan: &[SubdistrictPlan], w: &World) -> Vec<Subdistrict> {
    let sites = plan.iter().enumerate().map(|(index, plan)| Subdistrict {
        index: index as u32,
        key: plan.key,
        name: plan.name.clone(),
        residents: Residents::default(),
        bridges: Vec::new(),
        buildings: Indexed::default(),
        communities: Indexed::default(),
        posts: Indexed::default(),
        organisations: Indexed::default(),
        office: office(w),
        incidents: Vec::new(),
        cases: Vec::new(),
        governance: Governance::default(),
        causes: Causes::default(),
        pressure: Pressure::default(),
        tasks: Tasks::default(),
        core_business: CoreBusiness::default(),
        ledger: Ledger::default(),
        today: Today::default(),
    });
    sites.collect()
}

/// Builds a subdistrict on its site, on day `day`, with every lever as `policy` has it then.
pub fn settle(s: &mut Subdistrict, plan: &SubdistrictPlan, city: &City, w: &World, policy: &Policy, day: Day) {
    s.residents.reserve(plan.communities.iter().map(|community| community.residents as usize).sum(), w.has_views());
    for plan in &plan.communities {
        community(s, plan, city, w, policy.levers(&plan.name, day));
    }
    governance(s, w);
    causes(s, w);
    s.open_books(day, w.kinds.len());
    s.bridges = bridges(s, city, w);
    s.organisations = organisations(s, w);
    s.office.departments = department_minutes(w, s.residents.len());
    funding::organisations_are_funded(s, w);
    s.office.frailty = normal(w.uniform(Purpose::Frailty, s.key.whole(), day as u32, keys::frailty::FIRST));
    if w.mechanisms.citywide {
        let u = w.uniform(Purpose::Citywide, keys::frailty::CITY, day as u32, keys::frailty::FIRST);
        s.office.citywide = normal(u);
    }
    // The first grids come with their workers.
    posts::grids_are_drawn(s, w, day);
    for p in s.posts.places() {
        let staffing = &s.communities[s.posts[p].community].levers.staffing;
        s.posts[p].spell = 1;
        s.posts[p].worker = Some(turnover::recruit(w, s.posts[p].key, 1, staffing));
    }
}

fn office(w: &World) -> Office {
    Office {
        takeover: w.first_day.takeover_share,
        campaign_until: Day::MIN,
        campaign_factor: 1.0,
        lent_share: 0.0,
        effort: [1.0; 6],
        frailty: 0.0,
        citywide: 0.0,
        entry_minutes: 0.0,
        purchased_hours_week: 0.0,
        departments: [0.0; 6],
        mediators: 0.0,
        mediation: Record::default(),
        lawyers: 0.0,
        due: 0,
        overdue: 0,
        community_due: 0,
        community_overdue: 0,
        street: Street::default(),
    }
}

/// Minutes a day of the departments for so many residents.
fn department_minutes(w: &World, residents: usize) -> [f64; 6] {
    let n = &w.institutions;
    let hours_per_1000_week = [
        n.urban_management_hours_per_1000_week,
        n.public_security_hours_per_1000_week,
        n.housing_hours_per_1000_week,
        n.market_regulation_hours_per_1000_week,
        n.civil_affairs_hours_per_1000_week,
        n.health_hours_per_1000_week,
    ];
    hours_per_1000_week.map(|hours| hours * residents as f64 / 1000.0 * 60.0 / 7.0)
}

/// Builds a community with its buildings and people.
fn community(s: &mut Subdistrict, plan: &CommunityPlan, city: &City, w: &World, levers: Levers) {
    let first = s.residents.len() as u32;
    let c = s.communities.end();
    let buildings_first = s.buildings.end();
    buildings(s, c, first, plan, city, w);
    // A generated city counts tastes through its subdistricts.
    let tastes = if let Key::Name(_) = plan.key { plan.key.member(0) } else { s.key.member(first) };
    people(s, plan, tastes, city, w);
    ring(s, first as usize, plan, city, w);
    let profile = city.profile(plan.archetype);
    let place = |which| unit(w.places.block(Purpose::Place, plan.key.whole(), keys::place::COMMUNITY, which)[0]);
    let has_property = plan.property_company.unwrap_or_else(|| place(keys::place::PROPERTY) < profile.property);
    let households = f64::from(plan.residents) / city.persons_per_household;
    let reference = levers.staffing.households_per_grid / levers.staffing.posts_per_grid;
    let roster_posts = plan.workers.or(plan.grids).map(|posts| (posts, reference));
    let own = &s.residents.traits[first as usize..];
    let (active, owners, active_owners) = (
        own.iter().filter(|t| t.active()).count() as u32,
        own.iter().filter(|t| t.tenure() == 0).count() as u32,
        own.iter().filter(|t| t.active() && t.tenure() == 0).count() as u32,
    );
    let grids = plan.grids.unwrap_or_else(|| f64::from(posts::numbers(households, &levers.staffing, roster_posts).1));
    let range = (buildings_first, s.buildings.end());
    s.communities.push(Community {
        name: plan.name.clone(),
        key: plan.key,
        tastes,
        archetype: plan.archetype,
        place: plan.place,
        residents: (first, first + plan.residents),
        buildings: range,
        posts: (s.posts.end(), s.posts.end()),
        households,
        roster_posts,
        map: map(&s.buildings[range], range.0, first, plan.residents, grids as u32),
        platform: Platform {
            integration: levers.information.integration_share,
            sharing: levers.information.sharing_share,
            analytics: levers.information.analytics_share,
        },
        window: levers.power.one_stop_share,
        privacy_concern: levers.information.collection_breadth_share * (1.0 - levers.information.protection_share),
        capability: w.first_day.capability_least + w.first_day.capability_spread * place(keys::place::CAPABILITY),
        practised: 0,
        entry_minutes: 0.0,
        committee: CommitteeDay::default(),
        owners_committee: false,
        property: has_property.then(|| Property {
            paying: w.first_day.paying_share,
            service: w.first_day.property_service,
            known: Record::default(),
        }),
        active,
        owners,
        active_owners,
        volunteer_minutes: 0.0,
        volunteer_waiting: 0.0,
        levers,
    });
}

/// First buildings of the grids of the map.
fn map(buildings: &[Building], first_building: BuildingIndex, first: u32, size: u32, grids: u32) -> Vec<BuildingIndex> {
    let grids = grids.clamp(1, buildings.len() as u32);
    let middle = |b: &Building| f64::from(b.residents.0 - first) + 0.5 * f64::from(b.size());
    let at = |b: &Building| (middle(b) / f64::from(size) * f64::from(grids)) as u32;
    let mut starts = Vec::new();
    let mut last = u32::MAX;
    for (place, building) in buildings.iter().enumerate() {
        if at(building) != last {
            last = at(building);
            starts.push(first_building.after(place));
        }
    }
    starts
}

/// Cuts the community into buildings of varied size and condition.
fn buildings(s: &mut Subdistrict, c: CommunityIndex, first: u32, plan: &CommunityPlan, city: &City, w: &World) {
    let count = (f64::from(plan.residents) / city.residents_per_building).round().max(1.0) as u32;
    let draws: Vec<(f64, f64)> = (0..count)
        .map(|b| {
            let [size, condition, ..] =
                w.places.block(Purpose::Place, plan.key.whole(), keys::place::BUILDINGS, b).map(unit);
            let spread = city.building_size_spread;
            ((1.0 - spread) + 2.0 * spread * size, libm::exp(city.building_condition_log_sd * normal(condition)))
        })
        .collect();
    let total: f64 = draws.iter().map(|d| d.0).sum();
    let weight: f64 = draws.iter().map(|d| d.0 * d.1).sum();
    let (mut seen, mut weighed, mut from) = (0.0, 0.0, 0);
    for (b, (size, condition)) in draws.into_iter().enumerate() {
        seen += size;
        weighed += size * condition;
        let last = b as u32 + 1 == count;
        let exact = (f64::from(plan.residents) * seen / total).round() as u32;
        // Everyone has a home and no building is empty.
        let to = if last { plan.residents } else { exact.clamp(from + 1, plan.residents - (count - 1 - b as u32)) };
        s.buildings.push(Building {
            community: c,
            residents: (first + from, first + to),
            cumulative: if last { 1.0 } else { weighed / weight },
            post: None,
            recorded: 0.0,
            steering: 1.0,
            unrecorded: 0,
        });
        from = to;
    }
}

/// Draws the people of a community, whose tastes have that key.
fn people(s: &mut Subdistrict, plan: &CommunityPlan, tastes: u64, city: &City, w: &World) {
    let profile = city.profile(plan.archetype);
    for i in 0..plan.residents {
        let who = plan.key.member(i);
        let draw = |part| w.stream.block(Purpose::Traits, who, part, keys::ONLY);
        let traits = w.person(&profile, None, draw);
        let state = w.first_state(draw(keys::traits::STATE), traits.schooling());
        s.residents.traits.push(traits);
        s.residents.state.push(state);
        s.residents.zeal.push(w.zeal(tastes, i, traits));
        if w.has_views() {
            s.residents.views.push(w.first_views(&state));
        }
    }
}

/// Makes room for what is kept about self-governance, rankings and tasks, where a mechanism needs it.
fn governance(s: &mut Subdistrict, w: &World) {
    let m = &w.mechanisms;
    if m.people_practise || m.local_joining || m.fading || m.organisers {
        s.governance.affairs = Indexed::filled(Affairs::default(), s.communities.len());
        s.governance.nearby = Indexed::filled(Nearby::default(), s.buildings.len());
    }
    if m.task_owners {
        s.tasks = Tasks::of(s.communities.len(), w.tasks.register_start);
    }
    if m.core_business {
        s.core_business.queues = Indexed::filled(Vec::new(), s.communities.len());
    }
    if m.ranking {
        s.pressure = Pressure::of(s.communities.len());
    }
    if m.practice && m.people_practise {
        practice::capability_is_counted(s, w);
    }
}

/// Lays out lasting causes, keyed by place as buildings are, and makes room for what projects do about them.
fn causes(s: &mut Subdistrict, w: &World) {
    let (kinds, buildings) = (w.kinds.len(), s.buildings.len());
    s.causes.kinds = kinds;
    if w.mechanisms.projects {
        s.causes.left = vec![1.0; kinds * buildings];
        s.causes.heard = vec![0.0; kinds * buildings];
        s.causes.joined = vec![0.0; kinds * buildings];
        s.causes.carried_out = vec![0; kinds * buildings];
    }
    if !w.mechanisms.root_causes {
        return;
    }
    s.causes.cumulative = Indexed::filled(Indexed::filled(0.0, buildings), kinds);
    for community in &s.communities {
        for kind in w.kinds.places() {
            let mut seen = 0.0;
            let mut before = 0.0;
            let column = &mut s.causes.cumulative[kind];
            for building in span(community.buildings) {
                // The building's own share of all kinds, by its condition and size.
                let own = s.buildings[building].cumulative - before;
                before = s.buildings[building].cumulative;
                let words = w.places.block(
                    Purpose::Place,
                    community.key.whole(),
                    keys::place::causes(kind.index() as u32),
                    (building.index() - community.buildings.0.index()) as u32,
                );
                let cause = libm::exp(w.projects.cause_log_sd * normal(unit(words[kind.index() % 4])));
                seen += own * cause;
                column[building] = seen;
            }
            let column = &mut column[community.buildings];
            for share in &mut *column {
                *share /= seen;
            }
            if let Some(last) = column.last_mut() {
                *last = 1.0;
            }
        }
    }
}

/// A small world on the ring of the community (Watts & Strogatz 1998): four ties forward, some rewired to people alike.
fn ring(s: &mut Subdistrict, first: usize, plan: &CommunityPlan, city: &City, w: &World) {
    let size = plan.residents;
    for i in 0..size {
        let who = plan.key.member(i);
        let draws = halves(w.stream.block(Purpose::Ties, who, keys::ties::REWIRED, keys::ONLY));
        let ties = core::array::from_fn(|k| {
            let rewired = f64::from(draws[k]) < city.tie_rewiring_share * 65_536.0;
            let near = (i + 1 + k as u32) % size;
            if rewired { far(s, first, i, size, k as u32, city, w, who) } else { near as u16 }
        });
        s.residents.ties.push(ties);
    }
    s.residents.known_by.resize(first + size as usize, 0);
    let known_by = &mut s.residents.known_by[first..];
    for &other in s.residents.ties[first..].as_flattened() {
        let known_by = &mut known_by[usize::from(other)];
        *known_by = known_by.saturating_add(1);
    }
}

/// Somebody further away, of the same tenure or age if the tie looks for people alike.
#[allow(clippy::too_many_arguments)]
fn far(s: &Subdistrict, first: usize, i: u32, size: u32, k: u32, city: &City, w: &World, who: u64) -> u16 {
    let me = s.residents.traits[first + i as usize];
    let alike = w.uniform(Purpose::Ties, who, keys::ties::ALIKE, k) < city.tie_homophily_share;
    let candidates = (0..city.tie_tries as u32).map(|n| {
        let word = w.stream.block(Purpose::Ties, who, keys::ties::candidate(n), k)[0];
        (i + 1 + below(word, size - 1)) % size
    });
    let mut last = (i + 1) % size;
    for candidate in candidates {
        last = candidate;
        let other = s.residents.traits[first + candidate as usize];
        if !alike || other.tenure() == me.tenure() || other.age() == me.age() {
            break;
        }
    }
    last as u16
}

/// Pairs of residents of two communities.
fn bridges(s: &Subdistrict, city: &City, w: &World) -> Vec<(u32, u32)> {
    if s.communities.len() < 2 {
        return Vec::new();
    }
    let size = s.residents.len() as u32;
    let of = |resident: u32| s.communities.partition_point(|c| c.residents.1 <= resident);
    let count = (f64::from(size) * city.bridges_share).round() as u32;
    let pairs = (0..count).map(|n| {
        let [a, b, ..] = w.stream.block(Purpose::Ties, s.key.whole(), keys::EVER, keys::ties::bridge(n));
        (below(a, size), below(b, size))
    });
    pairs.filter(|&(a, b)| of(a) != of(b)).collect()
}

/// The fixed pool of potential organisations: as many as the registry allows room for.
fn organisations(s: &Subdistrict, w: &World) -> Indexed<OrganisationIndex, Organisation> {
    let allowed = parameter("participation", "organisations_per_10000").map_or(0.0, |lever| lever.range.1);
    let count = (s.residents.len() as f64 / 10_000.0 * allowed).ceil() as u32;
    let all = [Speciality::Care, Speciality::Harmony, Speciality::Environment];
    (0..count)
        .map(|number| {
            let key = s.key.member(number);
            let [needs, ..] = w.stream.block(Purpose::Organisation, key, keys::ONLY, keys::ONLY).map(unit);
            Organisation {
                key,
                speciality: all[number as usize % all.len()],
                needs: libm::exp(
                    w.bodies.organisation_needs_log_sd * w.institutions.organisation_entry_spread * normal(needs),
                ),
                present: false,
                minutes: 0.0,
                waiting_minutes: 0.0,
                coopted_minutes: 0.0,
            }
        })
        .collect()
}
