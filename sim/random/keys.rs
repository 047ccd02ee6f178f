//! The keys of the model's draws in one place: for each [`Purpose`] who draws, when, and which draw it is.
//!
//! A key is (`purpose`, `who`, `when`, `which`). Two draws must never share one, so every number of `which`, and every
//! special value of `who` and `when`, has its name here; [`draws`] lists all of them with the values that they may take,
//! and a test looks for two that meet. Who stands here for a generated city, which counts its places; in a roster the
//! places are hashes, which [`Key`] keeps apart by bits.

mod matters;
mod reports;

pub mod place;

use std::ops::RangeInclusive;

pub use matters::{arrival, core_business, path, project};
pub use reports::{calling, choice, intake};

pub use super::key::within;
use super::{Key, Purpose};

/// The value of a part of the key that has nothing to distinguish.
pub const ONLY: u32 = 0;

/// A `when` that no count reaches; as a day it is the day before day 0.
pub const EVER: u32 = u32::MAX;

/// Most times a case is returned; one more draws under [`closure`] would meet [`closure::neighbours`].
pub const MOST_RETURNS: u8 = 7;

/// Most refusals of one matter; [`dispatch`] sets draws aside for so many.
pub const MOST_REFUSALS: u32 = 3;

/// Bits of witnesses go up to this one; then come the ranks of others who report.
pub const LAST_WITNESS: u8 = 61;

/// Rank of a person who files once more on the same attempt.
pub const ONCE_MORE: u8 = 62;

/// Rank of a patrol among those who report.
pub const PATROL: u8 = 63;

/// [`Purpose::Frailty`]: who is a subdistrict. [`Purpose::Citywide`]: who is [`CITY`](frailty::CITY).
pub mod frailty {
    /// Which: the innovation of a day, or under the variant `fixed` the state for [`EVER`](super::EVER).
    pub const DAY: u32 = 0;
    /// Which: the state on the day on which the subdistrict is settled.
    pub const FIRST: u32 = 1;
    /// Who: the city, of which there is one.
    pub const CITY: u64 = 0;
}

/// [`Purpose::Offspring`]: who is an incident.
pub mod offspring {
    /// When: number and delays at birth.
    pub const NUMBER: u32 = 0;
    /// When: identity and person of each of them; which is its number.
    pub const CHILD: u32 = 1;
}

/// [`Purpose::Dispatch`]: who is an incident, when [`case`](dispatch::case).
pub mod dispatch {
    /// Whether a grid worker can resolve it alone.
    pub const ALONE: u32 = 0;
    /// Which organisation that was asked takes it.
    pub const ORGANISATION: u32 = 1;
    /// Whether the street office takes it over.
    pub const TAKEOVER: u32 = 2;
    /// Which idle organisation the community passes it on to.
    pub const PASSED_ON: u32 = 3;
    /// Whether the owners' committee takes it up.
    pub const OWNERS: u32 = 5;
    /// Whether it is misrouted.
    pub const MISROUTED: u32 = 8;
    const REFUSED: u32 = 9;
    /// Whether departments work at the same time.
    pub const PARALLEL: u32 = 12;
    /// Days until departments meet whom the street office convenes.
    pub const WHISTLE_DAYS: u32 = 4;
    /// Days that misrouting costs.
    pub const MISROUTED_DAYS: u32 = 13;
    const REFUSED_DAYS: u32 = 14;
    const HANDOFF: u32 = 32;

    /// When: attempt and reporter of a case.
    #[must_use]
    pub fn case(attempt: u8, reporter: u8) -> u32 {
        u32::from(attempt) << 8 | u32::from(reporter)
    }

    /// Which: whether the try of that number is refused.
    #[must_use]
    pub fn refused(number: u32) -> u32 {
        REFUSED + number
    }

    /// Which: days that the refusal of that number costs.
    #[must_use]
    pub fn refused_days(number: u32) -> u32 {
        REFUSED_DAYS + number
    }

    /// Which: days until the next department can begin, with so many departments left.
    #[must_use]
    pub fn handoff(left: u32) -> u32 {
        HANDOFF + left
    }
}

/// [`Purpose::Closure`]: who is an incident; when is the attempt of the case, the day on which neighbours try, or
/// [`EVER`](EVER) for those whom an end without help moves.
pub mod closure {
    /// Draws set aside for each time that the case comes back.
    const EACH: u32 = 8;
    /// Whether the work resolved the incident.
    pub const RESOLVED: u32 = 0;
    /// Whether the closure is audited.
    pub const AUDITED: u32 = 1;
    /// Whether the grid worker notices what is unresolved.
    pub const NOTICED: u32 = 2;
    /// Work on a returned case.
    pub const REWORK: u32 = 3;
    /// Whether people see who handled it.
    pub const SEEN: u32 = 4;
    /// Whether the resident is called back.
    pub const CALLED: u32 = 5;
    /// Whether whoever calls is apart from those who are called about.
    pub const APART: u32 = 6;
    /// Whether a resident who was asked for a good word gives it.
    pub const COAXED: u32 = 7;
    const NEIGHBOURS: u32 = 64;

    /// Which: that draw of a case that was returned so often.
    #[must_use]
    pub fn of(returned: u8, draw: u32) -> u32 {
        u32::from(returned) * EACH + draw
    }

    /// Which: whether neighbours whom that witness asks sort it out.
    #[must_use]
    pub fn neighbours(witness: u8) -> u32 {
        NEIGHBOURS + u32::from(witness)
    }
}

/// [`Purpose::Mediation`]: who is an incident, when the attempt of the case.
pub mod mediation {
    const AGREES: u32 = 128;

    /// Which: whether the parties of the case with that reporter accept.
    #[must_use]
    pub fn accepts(reporter: u8) -> u32 {
        u32::from(reporter)
    }

    /// Which: whether they agree, after so many returns.
    #[must_use]
    pub fn agrees(returned: u8) -> u32 {
        AGREES + u32::from(returned)
    }
}

/// [`Purpose::Traits`]: who is a resident; when distinguishes three blocks.
pub mod traits {
    /// When: age, tenure, schooling, digital literacy.
    pub const PERSON: u32 = 0;
    /// When: privacy concern, civic threshold, patience, activity.
    pub const MIND: u32 = 1;
    /// When: first expectations.
    pub const STATE: u32 = 2;
    /// When: the time to take part, and practice on the first day.
    pub const HOME: u32 = 3;
}

/// [`Purpose::Move`]: when is a month. Whoever moves in has the blocks of [`traits`], at [`part`](moves::part).
pub mod moves {
    /// Which: whether eight dwellings of a community change hands.
    pub const DWELLINGS: u32 = 0;

    /// Which: that part of a newcomer.
    #[must_use]
    pub fn part(traits: u32) -> u32 {
        1 + traits
    }
}

/// [`Purpose::Ties`]: who is a resident, or a subdistrict for its bridges.
pub mod ties {
    const CANDIDATE: u32 = 2;
    const LAST_BRIDGE: u32 = 0xff_ffff;
    /// When: whether each tie leads away.
    pub const REWIRED: u32 = 0;
    /// When: whether the tie of that number looks for a similar person.
    pub const ALIKE: u32 = 1;

    /// When: the candidate of that number; which is the number of the tie.
    #[must_use]
    pub fn candidate(number: u32) -> u32 {
        CANDIDATE + number
    }

    /// Which, for [`EVER`](super::EVER): the bridge of that number.
    #[must_use]
    pub fn bridge(number: u32) -> u32 {
        number & LAST_BRIDGE
    }
}

/// [`Purpose::Spell`]: who is a post.
pub mod spell {
    /// Which, when being the spell: what the hazard of quitting has to reach.
    pub const QUITS: u32 = 0;
    /// Which, when being the spell: whether one more candidate is examined.
    pub const ONE_MORE: u32 = 1;
    /// Which, for [`EVER`](super::EVER): whether the post is full time.
    pub const FULL_TIME: u32 = 0;
}

/// [`Purpose::Outreach`]: when is a day; who is a community for lessons, [`Key::meetings`](super::Key::meetings) for those
/// at a meeting, and an incident for whether a meeting settles it.
pub mod outreach {
    const LAST_LESSON: u32 = 0x7f_ffff;
    /// Which, for lessons: whether the fraction counts as one more person.
    pub const FRACTION: u32 = 1 << 23;

    /// Which: the lesson of that number.
    #[must_use]
    pub fn lesson(number: u32) -> u32 {
        number & LAST_LESSON
    }
}

/// Who draws: the values that this part of a key takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The 64 random bits of an incident, which meet no counted key but by chance.
    Incident,
    /// Counted keys, from the first to the last.
    Counted(RangeInclusive<u64>),
}

/// One kind of draw of the model, with all values of its key.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Purpose.
    pub purpose: Purpose,
    /// What is drawn.
    pub name: &'static str,
    /// Who draws.
    pub who: Who,
    /// When, from the first to the last.
    pub when: RangeInclusive<u32>,
    /// Which, in order.
    pub which: Vec<RangeInclusive<u32>>,
    /// The variant of a mechanism without which it is not drawn.
    pub only_with: Option<&'static str>,
}

/// Draws of [`closure`] that each return of a case has anew.
const CLOSURES: [(&str, u32); 8] = [
    ("resolved", closure::RESOLVED),
    ("audited", closure::AUDITED),
    ("noticed", closure::NOTICED),
    ("rework", closure::REWORK),
    ("seen", closure::SEEN),
    ("called", closure::CALLED),
    ("apart", closure::APART),
    ("coaxed", closure::COAXED),
];

/// Every kind of draw of the model.
#[must_use]
pub fn draws() -> Vec<Draw> {
    use Purpose as P;
    let place = || Who::Counted(0..=u64::from(u32::MAX));
    // Communities and subdistricts of a city number less than 2^31, their members less than 2^32.
    let member = || Who::Counted(0..=within(u32::MAX >> 1, u32::MAX));
    let incident = || Who::Incident;
    let (any, attempt, spell) = (0..=u32::MAX, 0..=u32::from(u8::MAX), 1..=EVER - 1);
    let case = dispatch::case(0, 0)..=dispatch::case(u8::MAX, u8::MAX);
    let only = || vec![ONLY..=ONLY];
    let each = |values: &mut dyn Iterator<Item = u32>| values.map(|value| value..=value).collect::<Vec<_>>();
    let counted = |last: u32| vec![0..=last];
    let (returns, reporters, most) = (0..=MOST_RETURNS, 0..=PATROL, (1 << 24) - 1);
    let eights = counted(u32::from(LAST_WITNESS) / 8);
    let draw = |purpose, name, who, when: &RangeInclusive<u32>, which| Draw {
        purpose,
        name,
        who,
        when: when.clone(),
        which,
        only_with: None,
    };
    let at = |when: u32| when..=when;
    let intake = |d: u32| each(&mut reporters.clone().map(move |witness| intake::of(witness, d)));
    let closure = |d: u32| each(&mut returns.clone().map(move |returned| closure::of(returned, d)));
    let mut list = vec![
        draw(P::Frailty, "first state", place(), &any, vec![at(frailty::FIRST)]),
        Draw { only_with: Some("ar1"), ..draw(P::Frailty, "day", place(), &any, vec![at(frailty::DAY)]) },
        Draw { only_with: Some("fixed"), ..draw(P::Frailty, "for ever", place(), &at(EVER), vec![at(frailty::DAY)]) },
        draw(P::ArrivalCount, "chunk of a day", place(), &any, counted(arrival::CLUSTER - 1)),
        draw(P::ArrivalCount, "the community's rate", place(), &any, vec![at(arrival::CLUSTER)]),
        draw(P::Arrival, "slot of a day", place(), &any, counted(most)),
        draw(P::Identity, "slot of a day", place(), &any, counted(most)),
        draw(P::Witness, "eight neighbours", incident(), &at(ONLY), eights.clone()),
        draw(P::Hazard, "fate", incident(), &at(ONLY), only()),
        draw(P::Offspring, "number", incident(), &at(offspring::NUMBER), only()),
        draw(P::Offspring, "child", incident(), &at(offspring::CHILD), counted(2)),
        draw(P::Choice, "moods", incident(), &(0..=choice::round(u8::MAX, None)), vec![choice::ALL]),
        draw(P::Taste, "resident, and who it is", member(), &any, only()),
        draw(P::Intake, "linked", incident(), &attempt, intake(intake::LINKED)),
        draw(P::Intake, "hour", incident(), &attempt, intake(intake::HOUR)),
        draw(P::Intake, "joined", incident(), &attempt, intake(intake::JOINED)),
        draw(P::Dispatch, "hand-off", incident(), &case, each(&mut (1..=6).map(dispatch::handoff))),
        draw(P::Dispatch, "refused", incident(), &case, each(&mut (0..MOST_REFUSALS).map(dispatch::refused))),
        draw(P::Dispatch, "refused days", incident(), &case, each(&mut (0..MOST_REFUSALS).map(dispatch::refused_days))),
        draw(P::Closure, "neighbours", incident(), &any, each(&mut (0..=LAST_WITNESS).map(closure::neighbours))),
        draw(P::Closure, "moved by an end without help", incident(), &at(EVER), eights.clone()),
        draw(P::Mediation, "accepts", incident(), &attempt, each(&mut reporters.clone().map(mediation::accepts))),
        draw(P::Mediation, "agrees", incident(), &attempt, each(&mut returns.clone().map(mediation::agrees))),
        draw(P::Meeting, "eight residents", member(), &any, only()),
        draw(P::Meeting, "bridge", Who::Counted(Key::Number(0).bridge(0)..=u64::MAX), &any, only()),
        draw(P::Traits, "person", member(), &at(traits::PERSON), only()),
        draw(P::Traits, "mind", member(), &at(traits::MIND), only()),
        draw(P::Traits, "state", member(), &at(traits::STATE), only()),
        draw(P::Traits, "at home", member(), &at(traits::HOME), only()),
        draw(P::Practice, "eight neighbours", incident(), &at(ONLY), eights),
        draw(P::Asking, "eight residents", member(), &any, only()),
        draw(P::Move, "eight dwellings", member(), &any, vec![at(moves::DWELLINGS)]),
        draw(P::Move, "newcomer", member(), &any, vec![moves::part(traits::PERSON)..=moves::part(traits::HOME)]),
        draw(P::Calling, "through, again", incident(), &any, calling::ALL.to_vec()),
        draw(P::Organiser, "mark", member(), &any, only()),
        draw(P::Upkeep, "missed upkeep, and days until the next", incident(), &any, only()),
        draw(P::Ties, "rewired", member(), &at(ties::REWIRED), only()),
        draw(P::Ties, "alike", member(), &at(ties::ALIKE), counted(3)),
        draw(P::Ties, "candidate", member(), &(ties::candidate(0)..=EVER - 1), counted(3)),
        draw(P::Ties, "bridge", place(), &at(EVER), counted(most)),
        draw(P::Place, "property company", place(), &at(place::COMMUNITY), vec![at(place::PROPERTY)]),
        draw(P::Place, "capability", place(), &at(place::COMMUNITY), vec![at(place::CAPABILITY)]),
        draw(P::Place, "founding", place(), &at(place::COMMUNITY), vec![at(place::FOUNDING)]),
        draw(P::Place, "building", place(), &at(place::BUILDINGS), counted(most)),
        draw(P::Candidate, "rank", member(), &spell, counted(most)),
        draw(P::Spell, "quits", member(), &spell, vec![at(spell::QUITS)]),
        draw(P::Spell, "one more candidate", member(), &spell, vec![at(spell::ONE_MORE)]),
        draw(P::Spell, "full time", member(), &at(EVER), vec![at(spell::FULL_TIME)]),
        draw(P::Organisation, "needs", member(), &at(ONLY), only()),
        draw(P::Outreach, "lesson", place(), &any, vec![outreach::lesson(0)..=outreach::lesson(u32::MAX)]),
        draw(P::Outreach, "fraction of a lesson", place(), &any, vec![at(outreach::FRACTION)]),
        draw(P::Outreach, "settled in a meeting", incident(), &any, only()),
        draw(P::Desk, "integrity", incident(), &attempt, counted(MOST_RETURNS.into())),
    ];
    let meeting = Who::Counted(Key::Number(0).meetings()..=Key::Number(u32::MAX).meetings());
    list.push(draw(P::Practice, "at a meeting", meeting.clone(), &any, counted(most)));
    list.push(draw(P::Outreach, "at a meeting", meeting, &any, counted(most)));
    for (name, which) in [
        ("alone", dispatch::ALONE),
        ("organisation", dispatch::ORGANISATION),
        ("takeover", dispatch::TAKEOVER),
        ("passed on", dispatch::PASSED_ON),
        ("whistle days", dispatch::WHISTLE_DAYS),
        ("owners", dispatch::OWNERS),
        ("misrouted", dispatch::MISROUTED),
        ("parallel", dispatch::PARALLEL),
        ("misrouted days", dispatch::MISROUTED_DAYS),
    ] {
        list.push(draw(P::Dispatch, name, incident(), &case, vec![at(which)]));
    }
    for (name, which) in CLOSURES {
        list.push(draw(P::Closure, name, incident(), &attempt, closure(which)));
    }
    list.extend(cities_causes_and_calendar());
    list
}

/// Draws of cities that are drawn, lasting causes, projects, paths and the calendar.
fn cities_causes_and_calendar() -> Vec<Draw> {
    use Purpose as P;
    let draw = |purpose, name, who, when, which| Draw { purpose, name, who, when, which: vec![which], only_with: None };
    let place = || Who::Counted(0..=u64::from(u32::MAX));
    let city = || Who::Counted(frailty::CITY..=frailty::CITY);
    let most_of_core_business = (1 << 24) - 1;
    let (any, only, most) = (|| 0..=u32::MAX, || ONLY..=ONLY, || 0..=(1 << 24) - 1);
    vec![
        draw(P::Place, "plan", place(), place::PLAN..=place::PLAN, only()),
        draw(P::Place, "steps", place(), place::STEPS..=place::STEPS, place::SIZES..=place::COMPANIES + 4),
        draw(P::Place, "causes", place(), place::causes(0)..=place::causes(u8::MAX.into()), most()),
        draw(P::Project, "by turn", place(), any(), most()),
        draw(P::Path, "taken", Who::Incident, path::TAKEN..=path::TAKEN, only()),
        draw(P::Path, "wait", Who::Incident, path::wait(0)..=path::wait(u8::MAX), only()),
        draw(P::Path, "on the spot", Who::Incident, path::spot(0)..=path::spot(u8::MAX), only()),
        draw(P::CoreBusiness, "piece", place(), any(), core_business::piece(0)..=core_business::piece(u32::MAX)),
        draw(
            P::CoreBusiness,
            "given up",
            place(),
            any(),
            core_business::given_up(0)..=core_business::given_up(u32::MAX),
        ),
        draw(P::CoreBusiness, "how many", place(), any(), core_business::COUNT..=most_of_core_business),
        draw(P::Postponed, "free day", Who::Incident, any(), only()),
        draw(P::Citywide, "first state", city(), any(), frailty::FIRST..=frailty::FIRST),
        draw(P::Citywide, "day", city(), any(), frailty::DAY..=frailty::DAY),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet<T: PartialOrd>(a: &RangeInclusive<T>, b: &RangeInclusive<T>) -> bool {
        a.start() <= b.end() && b.start() <= a.end()
    }

    /// Whether two kinds of draw can come to have one key.
    fn share_a_key(a: &Draw, b: &Draw) -> bool {
        let who = match (&a.who, &b.who) {
            (Who::Counted(a), Who::Counted(b)) => meet(a, b),
            (a, b) => a == b,
        };
        let apart = a.only_with.is_some() && b.only_with.is_some() && a.only_with != b.only_with;
        let which = || a.which.iter().any(|x| b.which.iter().any(|y| meet(x, y)));
        a.purpose == b.purpose && who && meet(&a.when, &b.when) && !apart && which()
    }

    #[test]
    fn no_two_draws_share_a_key() {
        let all = draws();
        let mut shared = Vec::new();
        for (at, a) in all.iter().enumerate() {
            assert!(a.which.iter().all(|range| *range.end() < 1 << 24), "{a:?} leaves its 24 bits");
            assert!(a.which.windows(2).all(|pair| pair[0].end() < pair[1].start()), "{a:?} meets itself");
            for b in all[at + 1..].iter().filter(|b| share_a_key(a, b)) {
                shared.push(format!("{:?}: \"{}\" and \"{}\"", a.purpose, a.name, b.name));
            }
        }
        assert!(shared.is_empty(), "draws that share a key: {shared:#?}");
    }

    /// One more return would bring closures among the neighbours' draws, one more refusal the third among the parallel one.
    #[test]
    fn draws_beyond_what_is_set_aside_would_share_a_key() {
        let all = draws();
        let find = |name| all.iter().find(|draw| draw.name == name).expect("a draw of that name");
        let mut returned = find("resolved").clone();
        returned.which.push(closure::of(MOST_RETURNS + 1, closure::RESOLVED)..=closure::of(8, closure::RESOLVED));
        assert!(share_a_key(&returned, find("neighbours")));
        let mut refused = find("refused").clone();
        refused.which.push(dispatch::refused(MOST_REFUSALS)..=dispatch::refused(MOST_REFUSALS));
        assert!(share_a_key(&refused, find("parallel")));
    }
}
