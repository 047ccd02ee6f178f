//! Conservation: the books of every subdistrict balance on every day, whatever is switched off, and nobody is lost.

use gridgov::Simulation;
use gridgov::internals::assumptions::Mechanisms;
use gridgov::internals::day::books_balance;
use gridgov::internals::society::counts::{Count, Counts, MoneyPost};

use super::scenario;

/// Two months of daily books with each mechanism off alone, or on where it is off, and with each variant.
#[test]
fn books_balance_with_every_mechanism_off_alone() {
    let mut worlds = vec![];
    for mechanism in Mechanisms::ALL {
        let words = mechanism.variants.iter().skip(1);
        worlds.extend(words.map(|&word| (mechanism.name, Some(word))));
        if mechanism.variants.is_empty() {
            worlds.push((mechanism.name, None));
        }
    }
    for (name, word) in worlds {
        let mut scenario = scenario(3_000.0);
        match word {
            Some(word) => assert!(scenario.settings.mechanisms.choose(name, word)),
            None => assert!(scenario.settings.mechanisms.switch(name, !scenario.settings.mechanisms.is_on(name))),
        }
        let mut simulation = Simulation::new(&scenario, 3, 0);
        for _ in 0..62 {
            simulation.advance(1);
            for s in &simulation.society().subdistricts {
                books_balance(s).unwrap_or_else(|book| panic!("{name} {word:?}: {book}"));
            }
        }
        assert_eq!(simulation.residents(), 3_000);
    }
}

/// A year and a half of a city of three subdistricts, started on the way: counts, hours, money and people.
#[test]
fn books_balance_over_years_and_from_a_branch() {
    let mut scenario = scenario(12_000.0);
    scenario.settings.city.residents_per_subdistrict = 4_000.0;
    scenario.settings.frame.burn_in_days = 200.0;
    let mut simulation = Simulation::new(&scenario, 4, 0);
    let (mut money, mut arisen) = (0, 0);
    for day in 0..400 {
        simulation.advance(1);
        let (mut booked, mut counted) = (0, 0);
        for s in &simulation.society().subdistricts {
            books_balance(s).unwrap();
            let ledger = &s.ledger;
            booked += MoneyPost::ALL.iter().map(|&post| ledger.money[post]).sum::<i64>();
            counted += ledger.counts[Count::Arisen];
            // What is counted by day, by kind, by grid and in all is the same.
            assert_eq!(ledger.days.len(), day + 1);
            for (place, &count) in Count::ALL.iter().enumerate() {
                let in_all = ledger.counts[count];
                let of = |cells: &[Counts<u64>]| cells.iter().map(|cell| cell[count]).sum::<u64>();
                if place < Count::DAILY {
                    let days = ledger.days.iter().map(|day| u64::from(day[count])).sum::<u64>();
                    assert_eq!(days, in_all, "{count:?} by day");
                }
                if count.has_a_place() {
                    assert_eq!((of(&ledger.kinds), of(&ledger.grids)), (in_all, in_all), "{count:?} by kind and grid");
                }
            }
        }
        assert!(booked >= money && counted >= arisen, "nothing is unspent or unhappens");
        (money, arisen) = (booked, counted);
    }
    assert!(money > 0 && arisen > 4_000);
    assert_eq!(simulation.residents(), 12_000);
}
