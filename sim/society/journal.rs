//! The journal of a subdistrict: what happened to each incident and case, for whoever wants to look at cases one by one.
//!
//! Nobody keeps it unless asked to: without a journal a note is a look at an empty place. Rules only write here and never
//! read, so that a run is the same with a journal as without one.

use super::cases::Desk;
use super::residents::Channel;
use super::{Case, Incident};
use crate::units::Day;

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
    /// It is sent to a wrong desk first.
    Misroute,
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
    pub const ALL: [Self; 16] = [
        Self::Arise,
        Self::Notice,
        Self::Report,
        Self::Register,
        Self::Dispatch,
        Self::Misroute,
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
            Self::Misroute => "misroute",
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
    pub building: u32,
    /// Kind of the incident.
    pub kind: u8,
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

    /// Notes the end of an incident, if anybody keeps a journal: at midnight, when it is cleared away. It belongs to the
    /// case that brought it about, if one did.
    pub fn note_end(&mut self, incident: &Incident, case: Option<&Case>, actor: Actor) {
        if let Some(midnight) = self.journal.as_ref().map(|journal| f64::from(journal.today + 1)) {
            match case {
                Some(case) => self.note_case(case, Activity::End, midnight, actor),
                None => self.note_incident(incident, Activity::End, midnight, actor),
            }
        }
    }

    /// Notes that a case was passed on to another desk this morning, if anybody keeps a journal.
    pub fn note_passed_on(&mut self, case: &Case, desk: Desk) {
        if let Some(morning) = self.journal.as_ref().map(|journal| f64::from(journal.today)) {
            self.note_case(case, Activity::Dispatch, morning, Actor::Desk(desk));
        }
    }

    /// Notes what happened to an incident, if anybody keeps a journal.
    #[inline]
    pub fn note_incident(&mut self, incident: &Incident, activity: Activity, time: f64, actor: Actor) {
        if let Some(journal) = &mut self.journal {
            let &Incident { id, building, kind, .. } = incident;
            journal.events.push(Event { incident: id, case: None, activity, time, actor, building, kind });
        }
    }

    /// Notes what happened to a case, if anybody keeps a journal.
    #[inline]
    pub fn note_case(&mut self, case: &Case, activity: Activity, time: f64, actor: Actor) {
        if let Some(journal) = &mut self.journal {
            let &Case { incident, building, kind, .. } = case;
            let case = Some(case.trace());
            journal.events.push(Event { incident, case, activity, time, actor, building, kind });
        }
    }
}
