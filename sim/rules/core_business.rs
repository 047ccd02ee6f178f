//! The core business of a residents' committee: visits of care, welfare, certificates, quarrels smoothed at the door.
//!
//! Candidates for each of the four strands come at the rate of those who need most, each with a resident drawn evenly from the
//! community, and are kept in proportion to what that resident needs: the old and tenants bring more. So what comes up
//! follows who lives there. Pieces wait at the committee, what falls due first in front. It serves them with the hours of the
//! day that orders, sent-down tasks and cases leave, of which cases cannot take a stated share. A piece that has waited for
//! so many times its days is given up. Whoever was served, or was not, learns what to expect of the community body in that
//! group of matters; of what was given up a share is found late, as an incident: somebody in need, a quarrel that has become
//! a dispute. Whoever is on no list because the register is stale is not visited at all, and found late alike. What is done is
//! practice for the members, and visits keep the register of people and places.
//!
//! Tasks that are sent down push out what people on no list see of their committee (居委会行政化: Read 2012; Tomba 2014).

use crate::random::{Purpose, below, keys, lognormal, unit};
use crate::society::core_business::{Piece, Strand};
use crate::society::counts::{Count, Minutes};
use crate::society::incidents::lay_in_order;
use crate::society::{Incident, Service, Subdistrict};
use crate::units::places::CommunityIndex;
use crate::units::{Day, MONTH_DAYS};
use crate::world::World;
use crate::world::effort::ROUNDING;

/// Works on pieces of `work` (minutes left, in order) for so many minutes at that speed; returns how many are finished and the
/// minutes spent.
pub fn serve<'a>(work: impl Iterator<Item = &'a mut f64>, minutes: f64, speed: f64) -> (usize, f64) {
    let (mut left, mut done) = (minutes.max(0.0), 0);
    if speed <= 0.0 {
        return (0, 0.0);
    }
    for work in work {
        let needed = *work / speed;
        // What rounding has left over is done.
        if needed > left + ROUNDING {
            *work -= left * speed;
            return (done, minutes.max(0.0));
        }
        left = (left - needed).max(0.0);
        *work = 0.0;
        done += 1;
    }
    (done, minutes.max(0.0) - left)
}

/// The first of these whose rate, with those of all before it, is above the mark.
fn drawn<T>(rated: impl Iterator<Item = (T, f64)>, mut mark: f64) -> Option<T> {
    for (one, rate) in rated {
        if mark < rate {
            return Some(one);
        }
        mark -= rate;
    }
    None
}

/// Gives up what has waited too long, and lets the day's pieces come up.
pub fn core_business_comes_up(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.core_business {
        return;
    }
    let before = s.incidents.len();
    for c in s.communities.places() {
        give_up(s, w, c, day);
        come_up(s, w, c, day);
    }
    lay_in_order(&mut s.incidents, before);
}

fn come_up(s: &mut Subdistrict, w: &World, c: CommunityIndex, day: Day) {
    let (key, (first, last)) = (s.communities[c].key.whole(), s.communities[c].residents);
    let strands = Strand::ALL.map(|strand| w.strand(strand));
    let most = strands.map(|strand| strand.rate * strand.greatest_need());
    let all: f64 = most.iter().sum();
    let mean = f64::from(last - first) / 1000.0 * all / f64::from(MONTH_DAYS) * w.on_duty(day);
    // Nobody turns up at the counter because of the register; finding who lives where takes longer without one.
    let longer = w.work_by_register(s, c);
    let unknown = w.unknown_to_register(s, c);
    let count = w.counted(Purpose::CoreBusiness, key, day, keys::core_business::COUNT, mean);
    for slot in 0..count.min(keys::core_business::SLOTS) {
        let [which, person, kept, work] =
            w.stream.block(Purpose::CoreBusiness, key, day as u32, keys::core_business::piece(slot));
        let Some(at) = drawn(most.into_iter().enumerate(), unit(which) * all) else { continue };
        let resident = first + below(person, last - first);
        let numbers = strands[at];
        // Among those who are kept the mark is uniform again: of these a share is on no list.
        let mark = unit(kept) * numbers.greatest_need() / numbers.need(s.residents.traits[resident as usize]);
        if mark >= 1.0 {
            continue;
        }
        let minutes = lognormal(unit(work), numbers.hours * 60.0 * longer, w.core_business.hours_log_sd);
        let due = f64::from(day) + numbers.days;
        let piece = Piece { due, came: day, slot, strand: Strand::ALL[at], resident, minutes };
        if piece.strand.goes_by_lists() && mark < unknown {
            found_late(s, w, c, &piece, day);
            continue;
        }
        wait(&mut s.core_business.queues[c], piece);
        s.ledger.count_at_large(Count::CoreCame, 1);
    }
}

/// Puts a piece where it belongs: what falls due first in front, then what came first.
fn wait(queue: &mut Vec<Piece>, piece: Piece) {
    let before = |a: &Piece| a.due.total_cmp(&piece.due).then((a.came, a.slot).cmp(&(piece.came, piece.slot))).is_lt();
    queue.insert(queue.partition_point(before), piece);
}

/// Gives up what has waited too long; of that a share is found late.
fn give_up(s: &mut Subdistrict, w: &World, c: CommunityIndex, day: Day) {
    let waits = |piece: &Piece| {
        f64::from(day - piece.came) <= w.core_business.given_up_ratio * (piece.due - f64::from(piece.came))
    };
    if s.core_business.queues[c].iter().all(waits) {
        return;
    }
    let (kept, given_up) = core::mem::take(&mut s.core_business.queues[c]).into_iter().partition::<Vec<_>, _>(waits);
    s.core_business.queues[c] = kept;
    for piece in given_up {
        s.ledger.count_at_large(Count::CoreGivenUp, 1);
        let matter = piece.strand.matter();
        s.today.services.push(Service { resident: piece.resident, community: c, matter, wait: None });
        found_late(s, w, c, &piece, day);
    }
}

/// Lets the incident arise that comes of a piece that nobody has seen to, if one does.
fn found_late(s: &mut Subdistrict, w: &World, c: CommunityIndex, piece: &Piece, day: Day) {
    if let Some(incident) = breaks_out(s, w, c, piece, day) {
        s.ledger.count(Count::CoreFoundLate, &incident, 1);
        w.begin(s, incident);
    }
}

/// That incident.
fn breaks_out(s: &Subdistrict, w: &World, c: CommunityIndex, piece: &Piece, day: Day) -> Option<Incident> {
    let community = &s.communities[c];
    let [found, kind, high, low] = w.stream.block(
        Purpose::CoreBusiness,
        community.key.whole(),
        piece.came as u32,
        keys::core_business::given_up(piece.slot),
    );
    if unit(found) >= w.strand(piece.strand).breaks_out {
        return None;
    }
    let matter = piece.strand.matter();
    let all: f64 = w.own_kinds(matter).map(|(_, rate)| rate).sum();
    let kind = drawn(w.own_kinds(matter), unit(kind) * all);
    let at = s.buildings[community.buildings].partition_point(|building| building.residents.1 <= piece.resident);
    let building = community.buildings.0.after(at);
    Some(w.incident(s, keys::within(high, low), kind?, building, piece.resident, day))
}

/// Lets committees do what the day has left for their core business.
pub fn committees_do_core_business(s: &mut Subdistrict, w: &World, day: Day) {
    if !w.mechanisms.core_business {
        return;
    }
    for c in s.communities.places() {
        let speed = w.core_speed(s, c);
        let hours = s.communities[c].committee.left;
        let queue = &mut s.core_business.queues[c];
        let (done, spent) = serve(queue.iter_mut().map(|piece| &mut piece.minutes), hours, speed);
        for piece in queue.drain(..done) {
            let waited = day - piece.came;
            let in_time = f64::from(day) <= piece.due;
            s.ledger.count_at_large(Count::CoreDone, 1);
            s.ledger.count_at_large(Count::CoreInTime, u64::from(in_time));
            s.ledger.count_at_large(Count::CoreTime, waited as u64);
            let matter = piece.strand.matter();
            s.today.services.push(Service { resident: piece.resident, community: c, matter, wait: Some(waited) });
            if let Some(affairs) = s.governance.affairs.get_mut(c) {
                affairs.served[matter.index()] += 1;
            }
        }
        s.ledger.spend(Minutes::CommitteeCore, spent);
        s.tasks.note_useful(c, spent * w.tasks.standing_useful_share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_go_to_what_stands_in_front_and_no_further_than_they_last() {
        let mut work = [60.0, 30.0, 30.0];
        assert_eq!(serve(work.iter_mut(), 50.0, 1.5), (1, 50.0));
        assert!(work[0] == 0.0 && (work[1] - 15.0).abs() < 1e-12 && work[2] == 30.0);
        let (done, spent) = serve(work[1..].iter_mut(), 100.0, 1.5);
        assert!(done == 2 && (spent - 30.0).abs() < 1e-12);
        assert_eq!(serve([5.0].iter_mut(), 100.0, 0.0), (0, 0.0), "nobody who can do it");
        assert_eq!(serve([5.0].iter_mut(), -3.0, 1.0), (0, 0.0));
    }
}
