//! Events of traces as bytes, in the second file of a unit.

use super::bytes::{Bytes, Written};
use crate::assumptions::incidents::Department;
use crate::outcomes::traces::{CaseEvent, PATROL};
use crate::society::Channel;
use crate::society::journal::{Activity, Fact, Facts};

/// Writes an event of a trace.
pub(super) fn put_case_event(bytes: &mut Written, event: &CaseEvent) {
    for text in
        [&event.case, event.activity, &event.resource, &event.community, &event.kind, event.department, event.channel]
    {
        bytes.text(text);
    }
    bytes.number(event.timestamp);
    bytes.count(event.grid as usize);
    for number in [event.due, event.wait] {
        bytes.number(number.unwrap_or(f64::NAN));
    }
    let held = Fact::ALL.iter().enumerate().filter(|(_, fact)| event.facts.has(**fact));
    bytes.count(held.map(|(place, _)| 1 << place).sum());
}

/// Reads one; `None` where the bytes are none that [`put_case_event`] has written.
pub(super) fn case_event(bytes: &mut Bytes) -> Option<CaseEvent> {
    let case = bytes.text()?.to_owned();
    let word = bytes.text()?;
    let activity = Activity::ALL.into_iter().map(Activity::word).find(|known| *known == word)?;
    let (resource, community, kind) = (bytes.text()?.to_owned(), bytes.text()?.to_owned(), bytes.text()?.to_owned());
    let department = match bytes.text()? {
        "" => "",
        name => Department::named(name)?.names().0,
    };
    let channel = bytes.text()?;
    let channels = || Channel::ALL.into_iter().map(Channel::word).chain(["", PATROL]);
    let channel = channels().find(|known| *known == channel)?;
    let (timestamp, grid) = (bytes.number()?, bytes.small()?);
    let [due, wait] = [bytes.number()?, bytes.number()?].map(|number| Some(number).filter(|number| !number.is_nan()));
    let held = bytes.count()?;
    let facts = Fact::ALL.into_iter().enumerate();
    let facts = facts.fold(Facts::default(), |all, (place, fact)| all.with(fact, held >> place & 1 == 1));
    Some(CaseEvent {
        case,
        activity,
        timestamp,
        resource,
        community,
        grid,
        kind,
        department,
        channel,
        due,
        wait,
        facts,
    })
}
