//! Paths of matters: on the spot, works with procurement, the law.
//!
//! Most matters need a visit. A kind may have another path for a share of its incidents, fixed at their birth. What can be
//! settled *on the spot* is settled by whoever takes it in and can: the grid worker what workers may resolve, the hotline
//! and the committee what concerns no place, such as an enquiry; it is closed within hours, without a desk, a queue or a
//! dispatch, and costs them the minutes. What needs *works* waits for survey, consent and procurement, what needs the
//! *law* for a hearing, a court or a season: days without work, after which it is work as any other, more of it. Its
//! deadline is put off by what is usual. Mediation spares the parties the court.

use crate::assumptions::Path;
use crate::random::{Purpose, exponential, keys};
use crate::society::counts::Count;
use crate::society::governance::Matter;
use crate::society::journal::{Activity, Actor, Fact};
use crate::society::{Case, Channel, Desk, Subdistrict};
use crate::units::{Day, append};
use crate::world::World;

/// Hours in a day.
const DAY_HOURS: f64 = 24.0;

/// Settles what can be settled by whoever has taken it in today.
pub fn small_matters_are_settled(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.paths {
        return;
    }
    let mut filed = core::mem::take(&mut s.today.filed);
    filed.retain_mut(|case| {
        let Some(desk) = on_the_spot(s, w, case) else { return true };
        settle(s, w, day, case, desk);
        false
    });
    s.today.filed = filed;
}

/// Who can settle a new case on the spot, if anybody.
fn on_the_spot(s: &Subdistrict, w: &World, case: &Case) -> Option<Desk> {
    let kind = &w.kinds[case.kind];
    if case.duplicate || case.petition || kind.dispute || kind.path != Path::OnTheSpot {
        return None;
    }
    let no_place = kind.matter == Matter::Personal;
    let desk = match case.asked {
        Channel::Grid if kind.worker => {
            let post = s.buildings[case.building].post.filter(|&post| s.posts[post].worker.is_some())?;
            Desk::Post(post)
        }
        Channel::Hotline if no_place => Desk::Department(kind.departments[0]),
        Channel::Community if no_place => Desk::Committee(case.community),
        _ => return None,
    };
    (w.path(case.incident, case.kind) == Path::OnTheSpot).then_some(desk)
}

/// Settles a case: the minutes are desk work of whoever does it, and the file is closed this evening.
fn settle(s: &mut Subdistrict, w: &World, day: Day, case: &Case, desk: Desk) {
    let mut case = case.clone();
    let Some(at) = s.find(case.incident) else { return };
    let minutes = s.incidents[at].minutes * w.calendar.spot_work_ratio;
    match desk {
        Desk::Post(post) => {
            let post = &mut s.posts[post];
            post.debt_minutes += minutes / post.worker.map_or(1.0, |worker| w.speed(&worker));
        }
        Desk::Committee(community) => s.communities[community].entry_minutes += minutes,
        _ => s.office.entry_minutes += minutes,
    }
    let u = w.uniform(Purpose::Path, case.incident, keys::path::spot(case.attempt), keys::ONLY);
    let hours = w.calendar.spot_hours * exponential(u);
    let brought = w.kinds[case.kind].self_governable && desk.channel() != Channel::Hotline;
    s.ledger.count(Count::SelfBrought, &case, u64::from(brought));
    s.ledger.note_case(&case, Activity::Dispatch, case.filed, Actor::Desk(desk)).fact(Fact::Brought, brought);
    case.answerable = desk;
    case.worked_until = (case.filed + hours / DAY_HOURS).min(f64::from(day + 1));
    s.ledger.note_case(&case, Activity::Handle, case.worked_until, Actor::Desk(desk));
    append(&mut s.cases, case);
}

/// Lets what was dispatched today and needs works or the law wait until they let somebody begin.
pub fn works_and_courts_take_their_time(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.paths {
        return;
    }
    for case in &mut s.cases {
        let facts = &w.kinds[case.kind];
        // What was dispatched today has been worked until today at the latest, and nothing else has.
        let fresh = case.worked_until >= f64::from(day) && case.returned == 0 && !case.duplicate;
        if !fresh || !matches!(facts.path, Path::Works | Path::Legal) {
            continue;
        }
        let path = w.path(case.incident, case.kind);
        if path == Path::Visit {
            continue;
        }
        let begins = (case.filed + w.wait(path, case.incident, case.attempt)).min(1e6).ceil() as Day;
        for leg in &mut case.legs {
            leg.ready = leg.ready.max(begins);
        }
        case.due = case.filed + facts.deadline + w.calendar.extension_share * w.mean_wait(path);
    }
}
