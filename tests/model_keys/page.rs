//! The text of the page: prose, tables of draws and tables of values.

use std::fmt::Write as _;

use gridgov::internals::random::{Purpose, Stream, exponential, gumbel, lognormal, normal, philox, poisson, unit};
use gridgov::internals::world::World;

/// The page while it is being written.
#[derive(Default)]
pub struct Page(String);

/// A block of four words and the key under which it lies.
pub struct Draw {
    purpose: Purpose,
    key: (u64, u32, u32),
    city: bool,
    /// How many of the words are read as uniforms.
    uniforms: usize,
    /// The words.
    pub words: [u32; 4],
}

impl Draw {
    /// The block of that key in the replicate's stream.
    pub fn new(w: &World, purpose: Purpose, who: u64, when: u32, which: u32) -> Self {
        Self::of(w.stream, false, purpose, who, when, which)
    }

    /// The same in the city's stream.
    pub fn of_city(w: &World, purpose: Purpose, who: u64, when: u32, which: u32) -> Self {
        Self::of(w.places, true, purpose, who, when, which)
    }

    fn of(stream: Stream, city: bool, purpose: Purpose, who: u64, when: u32, which: u32) -> Self {
        Self { purpose, key: (who, when, which), city, uniforms: 1, words: stream.block(purpose, who, when, which) }
    }

    /// A draw of which so many words are read as uniforms: 4 of a block, none of halves.
    pub fn with_uniforms(self, uniforms: usize) -> Self {
        Self { uniforms, ..self }
    }

    /// Its first word as a uniform.
    pub fn u(&self) -> f64 {
        unit(self.words[0])
    }

    fn row(&self) -> String {
        let (who, when, which) = self.key;
        let counter = [who as u32, (who >> 32) as u32, when, (self.purpose as u32) << 24 | which];
        let city = if self.city { ", city" } else { "" };
        let (who, when) = (if who < 1 << 32 { who.to_string() } else { format!("0x{who:x}") }, when as i32);
        let purpose = self.purpose;
        let uniforms: Vec<String> =
            self.words[..self.uniforms].iter().map(|&word| format!("{:.9}", unit(word))).collect();
        let (counter, words, uniforms) = (hex(&counter), hex(&self.words), uniforms.join(" "));
        format!("| {purpose:?}; {who}, {when}, {which}{city} | `{counter}` | `{words}` | {uniforms} |")
    }
}

/// Words in hexadecimal.
fn hex(words: &[u32]) -> String {
    words.iter().map(|word| format!("{word:08x}")).collect::<Vec<_>>().join(" ")
}

/// A number with twelve significant digits.
pub fn number(x: f64) -> String {
    digits(x, 12)
}

/// A number of 32 bits: what nine significant digits tell apart.
pub fn short(x: f32) -> String {
    digits(f64::from(x), 9)
}

fn digits(x: f64, significant: i32) -> String {
    if x == 0.0 || !x.is_finite() {
        return x.to_string();
    }
    let size: i32 = format!("{x:e}").split('e').nth(1).map_or(0, |size| size.parse().expect("a power of ten"));
    let text = format!("{x:.*}", usize::try_from(significant - 1 - size).unwrap_or(0));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Whether something happens, as the page says it.
pub fn yes(happens: bool) -> String {
    if happens { "yes" } else { "no" }.to_owned()
}

/// A list of whole numbers.
pub fn list(numbers: impl IntoIterator<Item = impl ToString>) -> String {
    numbers.into_iter().map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

impl Page {
    /// A paragraph, a heading, a list.
    pub fn say(&mut self, prose: &str) {
        let _ = writeln!(self.0, "{prose}\n");
    }

    /// A table of draws.
    pub fn draws(&mut self, draws: &[&Draw]) {
        self.0.push_str("| purpose; who, when, which | counter | words | uniforms |\n|---|---|---|---|\n");
        for draw in draws {
            let _ = writeln!(self.0, "{}", draw.row());
        }
        self.0.push('\n');
    }

    /// A table of values: name, what it is, value.
    pub fn values(&mut self, values: &[(&str, &str, String)]) {
        self.0.push_str("| value | what it is | |\n|---|---|---|\n");
        for (name, rule, value) in values {
            let _ = writeln!(self.0, "| `{name}` | {rule} | {value} |");
        }
        self.0.push('\n');
    }

    /// The text.
    pub fn finished(self) -> String {
        format!("{}\n", self.0.trim_end())
    }

    /// What the page is, and the keys of the streams.
    pub fn introduction(&mut self, seed: u64, replicate: u32, w: &World) {
        self.say(&format!(
            "# Worked keys\n\n\
             One incident of the first model, with every key and draw that decides about it, to test a generator and \
             samplers\nbefore the model of [model.md](model.md) is built on them. Seed {seed}, replicate {replicate}, no \
             burn-in: day 0 is the first day,\nand residents have their first expectations. The seed was looked for: with it the \
             first incident of a community has\nevery kind of draw. The incident is in the event log (`cases.parquet`) of\n\n\
             ```sh\n\
             gridgov run scenarios/validation/first_model.toml --seed {seed} --replicates 1 --days 20 \\\n    \
             --set scenario.burn_in_days=0 --cases --out results/keys\n\
             ```\n\n\
             `tests/model_keys.rs` writes the page from the program's functions. `tests/oracle/keys.py`, a generator and \
             formulas of its\nown in plain Python, recomputes every word and value in its tables. Names of purposes, rules \
             and sections are those of\nmodel.md.\n\n\
             - *Counter* is who (low and high word), when, purpose × 2²⁴ + which; *words* are the block. All are \
             hexadecimal.\n\
             - Whole numbers of *who* from 2³² on are hexadecimal. *When* is signed. `city` marks the city's stream.\n\
             - Uniforms have nine decimals and are shown where the words are read so; values have twelve significant \
             digits, those of\n  32-bit floats nine.\n\
             - u₁ to u₄ are the uniforms of a block, *U* is u₁; h₀ to h₇ are the halves.\n\n\
             ## Keys",
        ));
        let row = |name: &str, counter: [u32; 4]| {
            let words = philox(counter, [0x6f76, 1]);
            format!("| {name} | `{}` | `{}` |", hex(&counter), hex(&words[..2]))
        };
        let own = row(
            &format!("seed {seed}, replicate {replicate}"),
            [seed as u32, (seed >> 32) as u32, replicate, 0x6772_6964],
        );
        let city = row("the city's stream", [0x57f0_5e61, 0, u32::MAX, 0x6772_6964]);
        assert!(own.contains(&hex(&w.stream.key())) && city.contains(&hex(&w.places.key())));
        let published = philox([0; 4], [0; 2]);
        self.say(&format!(
            "Philox4x32-10 under key 0 gives for counter 0 the words `{}`. Under key (0x6f76, 1):\n\n\
             | key of | counter | first two words: the key |\n|---|---|---|\n{own}\n{city}",
            hex(&published)
        ));
        self.say("A draw on a negative day, and one of the city's stream:");
        let before = Draw::new(w, Purpose::ArrivalCount, 0, (-1440_i32) as u32, 0);
        let building = Draw::of_city(w, Purpose::Place, 0, 1, 0).with_uniforms(4);
        self.draws(&[&before, &building]);
    }

    /// Samplers at a few words.
    pub fn samplers(&mut self) {
        self.say(
            "## Samplers\n\n\
             | word | uniform | exponential | Gumbel | normal | lognormal, mean 240, log-sd 0.8 | Poisson, mean 2 |\n\
             |---|---:|---:|---:|---:|---:|---:|",
        );
        self.0.truncate(self.0.trim_end().len());
        self.0.push('\n');
        for word in [0, 0x0123_4567, 0x4000_0000, 0x8000_0000, 0xc000_0000, 0xffff_ffff] {
            let u = unit(word);
            let samples = [u, exponential(u), gumbel(u), normal(u), lognormal(u, 240.0, 0.8)].map(number);
            let _ = writeln!(self.0, "| `{word:08x}` | {} | {} |", samples.join(" | "), poisson(u, 2.0));
        }
        self.say("\nQuantiles of 32 bits, read by a half:\n\n| half | normal |\n|---:|---:|");
        self.0.truncate(self.0.trim_end().len());
        self.0.push('\n');
        let tables = gridgov::internals::world::Tables::default();
        for half in [0_u16, 1, 9_999, 32_768, 65_535] {
            let _ = writeln!(self.0, "| {half} | {} |", short(tables.normal[usize::from(half)]));
        }
        self.0.push('\n');
    }
}
