//! The journal of a subdistrict: what happened to each incident and case, for whoever wants to look at cases one by one.
//!
//! Nobody keeps it unless asked to: without a journal a note is a look at an empty place. Rules only write here and never
//! read, so that a run is the same with a journal as without one.

use super::cases::Desk;
use super::residents::Channel;
use super::{Case, Incident};
use crate::units::Day;
use crate::units::places::{BuildingIndex, KindIndex};

/// What can happen to an incident or to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Activity {
    /// An incident arises.
    Arise,
    /// Its witnesses notice it, or a patrol does.
    Notice,
    /// Somebody tells somebody.
    Report,
    /// A case is filed.
    Register,
    /// A case is put on a desk.
    Dispatch,
    /// A department refuses it.
    Refuse,
    /// A department passes it to the next.
    HandOff,
    /// A desk finishes its work on it.
    Handle,
    /// Its result is checked.
    Verify,
    /// It is closed.
    Close,
    /// It is closed on paper.
    PaperClose,
    /// It comes back: a check returns it, or a matter that was closed in vain is filed anew.
    Reopen,
    /// A dispute escalates.
    Escalate,
    /// Mediators finish their work on it.
    Mediate,
    /// The incident is over.
    End,
}

impl Activity {
    /// Every activity.
    pub const ALL: [Self; 15] = [
        Self::Arise,
        Self::Notice,
        Self::Report,
        Self::Register,
        Self::Dispatch,
        Self::Refuse,
        Self::HandOff,
        Self::Handle,
        Self::Verify,
        Self::Close,
        Self::PaperClose,
        Self::Reopen,
        Self::Escalate,
        Self::Mediate,
        Self::End,
    ];

    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Arise => "arise",
            Self::Notice => "notice",
            Self::Report => "report",
            Self::Register => "register",
            Self::Dispatch => "dispatch",
            Self::Refuse => "refuse",
            Self::HandOff => "hand_off",
            Self::Handle => "handle",
            Self::Verify => "verify",
            Self::Close => "close",
            Self::PaperClose => "paper_close",
            Self::Reopen => "reopen",
            Self::Escalate => "escalate",
            Self::Mediate => "mediate",
            Self::End => "end",
        }
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Actor {
    /// Nobody in particular.
    Nobody,
    /// A resident.
    Resident,
    /// The holder of the post of the incident's grid.
    GridWorker,
    /// Whoever answers a channel.
    Channel(Channel),
    /// Whoever works at a desk.
    Desk(Desk),
    /// The independent audit.
    Audit,
}

/// What is known of an event besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A report is the first attempt that anybody makes on its incident.
    FirstAttempt,
    /// The case was filed while another was open on the same incident, and has not become the case since.
    Duplicate,
    /// A dispatch of a self-governable matter that was brought to the community.
    Brought,
    /// The street office has taken the case over.
    TakenOver,
    /// A dispatch went to a wrong department first.
    Misrouted,
    /// A dispatch by which a case goes to the departments. Where several work side by side only the first is so marked.
    Sent,
    /// A closing within the deadline.
    OnTime,
    /// A closing as handled: neither of a duplicate nor of a case whose matter was already over.
    Worked,
    /// The incident is really resolved by what is closed or ends here.
    Resolved,
    /// Mediated parties agree.
    Agreed,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 10] = [
        Self::FirstAttempt,
        Self::Duplicate,
        Self::Brought,
        Self::TakenOver,
        Self::Misrouted,
        Self::Sent,
        Self::OnTime,
        Self::Worked,
        Self::Resolved,
        Self::Agreed,
    ];

    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstAttempt => "first_attempt",
            Self::Duplicate => "duplicate",
            Self::Brought => "brought",
            Self::TakenOver => "taken_over",
            Self::Misrouted => "misrouted",
            Self::Sent => "sent",
            Self::OnTime => "on_time",
            Self::Worked => "worked",
            Self::Resolved => "resolved",
            Self::Agreed => "agreed",
        }
    }
}

/// A set of facts, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts(u16);

impl Facts {
    /// The same set, with `fact` if it holds.
    #[must_use]
    pub fn with(self, fact: Fact, holds: bool) -> Self {
        Self(self.0 | u16::from(holds) << fact as u16)
    }

    /// Whether `fact` is among them.
    #[must_use]
    pub fn has(self, fact: Fact) -> bool {
        self.0 >> fact as u16 & 1 == 1
    }
}

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Event {
    /// Identity of the incident.
    pub incident: u64,
    /// What names the case among those of the incident, [`Case::trace`]; `None` where it happened to the incident itself.
    pub case: Option<(u8, u8)>,
    /// What.
    pub activity: Activity,
    /// When, days.
    pub time: f64,
    /// Who.
    pub actor: Actor,
    /// Building, as its place in the subdistrict.
    pub building: BuildingIndex,
    /// Kind of the incident.
    pub kind: KindIndex,
    /// What is known of it besides.
    pub facts: Facts,
    /// The channel asked: of a case, or of a report.
    pub asked: Option<Channel>,
    /// When the case is due, days; NaN where it happened to the incident itself.
    pub due: f64,
    /// Days for which a file that is handed on lies; NaN for any other event.
    pub wait: f64,
}

/// An event that was noted, if anybody keeps a journal, to say more of it.
#[derive(Debug)]
pub struct Noted<'a>(Option<&'a mut Event>);

impl Noted<'_> {
    /// Says a fact of it, if it holds.
    #[inline]
    pub fn fact(&mut self, fact: Fact, holds: bool) -> &mut Self {
        if let Some(event) = &mut self.0 {
            event.facts = event.facts.with(fact, holds);
        }
        self
    }

    /// Puts it into the trace of a case, if one had part in it.
    #[inline]
    fn of(mut self, case: Option<&Case>) -> Self {
        if let Some(event) = &mut self.0 {
            event.case = case.map(Case::trace);
        }
        self
    }

    /// Says which channel was asked.
    #[inline]
    pub fn through(&mut self, channel: Channel) -> &mut Self {
        if let Some(event) = &mut self.0 {
            event.asked = Some(channel);
        }
        self
    }

    /// Says for how many days the file lies.
    #[inline]
    pub fn waits(&mut self, days: f64) -> &mut Self {
        if let Some(event) = &mut self.0 {
            event.wait = days;
        }
        self
    }
}

/// What happened, in the order in which a day has its steps.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Journal {
    /// The day that is being lived.
    pub today: Day,
    /// What happened.
    pub events: Vec<Event>,
}

impl super::Ledger {
    /// Dates what will be noted from now on, if anybody keeps a journal.
    pub fn open_journal_page(&mut self, day: Day) {
        if let Some(journal) = &mut self.journal {
            journal.today = day;
        }
    }

    /// Notes the end of an incident, if anybody keeps a journal: at midnight, when it is cleared away. It stands in the trace
    /// of the case that brought it about, if one did.
    pub fn note_end(&mut self, incident: &Incident, case: Option<&Case>, actor: Actor) -> Noted<'_> {
        let midnight = self.journal.as_ref().map_or(f64::NAN, |journal| f64::from(journal.today + 1));
        self.note_incident(incident, Activity::End, midnight, actor).of(case)
    }

    /// Notes that a case was passed on to another desk this morning, if anybody keeps a journal.
    pub fn note_passed_on(&mut self, case: &Case, desk: Desk) {
        let morning = self.journal.as_ref().map_or(f64::NAN, |journal| f64::from(journal.today));
        self.note_case(case, Activity::Dispatch, morning, Actor::Desk(desk));
    }

    /// Notes what happened to an incident, if anybody keeps a journal.
    #[inline]
    pub fn note_incident(&mut self, incident: &Incident, activity: Activity, time: f64, actor: Actor) -> Noted<'_> {
        let Some(journal) = &mut self.journal else { return Noted(None) };
        let &Incident { id, building, kind, .. } = incident;
        let (facts, asked, due, wait) = (Facts::default(), None, f64::NAN, f64::NAN);
        let case = None;
        journal.events.push(Event {
            incident: id,
            case,
            activity,
            time,
            actor,
            building,
            kind,
            facts,
            asked,
            due,
            wait,
        });
        Noted(journal.events.last_mut())
    }

    /// Notes what happened to a case, if anybody keeps a journal.
    #[inline]
    pub fn note_case(&mut self, case: &Case, activity: Activity, time: f64, actor: Actor) -> Noted<'_> {
        let Some(journal) = &mut self.journal else { return Noted(None) };
        let &Case { incident, building, kind, due, asked, .. } = case;
        let facts = Facts::default().with(Fact::Duplicate, case.duplicate).with(Fact::TakenOver, case.taken_over);
        let (case, asked, wait) = (Some(case.trace()), Some(asked), f64::NAN);
        journal.events.push(Event { incident, case, activity, time, actor, building, kind, facts, asked, due, wait });
        Noted(journal.events.last_mut())
    }
}
