//! Conservation: the books of every subdistrict balance on every day, whatever is switched off, and nobody is lost.

use gridgov::assumptions::Mechanisms;
use gridgov::day::books_balance;
use gridgov::run::Simulation;

use super::scenario;

/// Two months of daily books with each mechanism off alone, and with each variant.
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
            None => assert!(scenario.settings.mechanisms.switch(name, false)),
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
            booked += ledger.money.iter().sum::<i64>();
            counted += ledger.counts.arisen;
            // What is counted by the day, by the kind and in all is the same.
            assert_eq!(ledger.days.len(), day + 1);
            assert_eq!(ledger.days.iter().map(|d| u64::from(d.arisen)).sum::<u64>(), ledger.counts.arisen);
            assert_eq!(ledger.days.iter().map(|d| u64::from(d.filed)).sum::<u64>(), ledger.counts.filed);
            assert_eq!(ledger.days.iter().map(|d| u64::from(d.closed)).sum::<u64>(), ledger.counts.closed);
            assert_eq!(ledger.by_kind.iter().map(|k| k[0]).sum::<u64>(), ledger.counts.filed);
            assert_eq!(ledger.by_kind.iter().map(|k| k[1]).sum::<u64>(), ledger.counts.closed);
            let by_channel = ledger.counts.filed_patrol
                + ledger.counts.filed_community
                + ledger.counts.filed_organisation
                + ledger.counts.filed_grid
                + ledger.counts.filed_hotline
                + ledger.counts.filed_petition;
            assert_eq!(by_channel, ledger.counts.filed);
        }
        assert!(booked >= money && counted >= arisen, "nothing is unspent or unhappens");
        (money, arisen) = (booked, counted);
    }
    assert!(money > 0 && arisen > 4_000);
    assert_eq!(simulation.residents(), 12_000);
}
