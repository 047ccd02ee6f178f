//! Which shard runs which unit.

/// How shards divide units: by tasks, a world in one replicate, so that a world burns in for one shard alone; only where there
/// are fewer tasks than shards, by units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Worlds.
    pub worlds: usize,
    /// Scenarios.
    pub scenarios: usize,
    /// Replicates.
    pub replicates: usize,
}

impl Division {
    /// The shard, one of `of`, that runs a scenario of a world in a replicate.
    #[must_use]
    pub fn shard_of(self, world: usize, scenario: usize, replicate: usize, of: u32) -> u32 {
        let (task, unit) = (replicate * self.worlds + world, replicate * self.scenarios + scenario);
        let tasks = self.worlds.saturating_mul(self.replicates);
        let of = of.max(1) as usize;
        ((if tasks >= of { task } else { unit }) % of) as u32
    }
}

/// Numbers as an array of jobs is given them: `3,7,40-43`.
#[must_use]
pub fn array_expression(numbers: &[u32]) -> String {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let runs = sorted.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_an_array() {
        assert_eq!(array_expression(&[41, 3, 7, 40, 43, 42, 3]), "3,7,40-43");
        assert_eq!((array_expression(&[0, 1]), array_expression(&[])), ("0-1".to_owned(), String::new()));
    }

    #[test]
    fn a_world_stays_together_while_there_are_enough() {
        let division = Division { worlds: 2, scenarios: 3, replicates: 4 };
        for of in 1..=8 {
            assert_eq!(division.shard_of(0, 0, 3, of), division.shard_of(0, 2, 3, of));
        }
        assert_ne!(division.shard_of(0, 0, 3, 9), division.shard_of(0, 2, 3, 9));
    }
}
