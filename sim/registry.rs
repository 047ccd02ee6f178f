//! The registry: every number that a user may set, declared once with its unit, range, provenance and words.
//!
//! A table of parameters is a plain struct of `f64` fields; the `parameters!` macro writes
//! the struct and its description from one declaration. Checking, explaining, the schema, `gridgov params`,
//! docs/parameters.md and the workshop page all read the description, so none of them can disagree with the model.

use serde_json::{Value, json};

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provenance {
    /// Measured, with a source.
    Measured,
    /// From the literature of the mechanism, with a source.
    Literature,
    /// Calibrated to a class C pattern, named in the source.
    Calibrated,
    /// Assumed; enters the sensitivity study.
    Assumed,
}

impl Provenance {
    /// The word used in tables and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Literature => "literature",
            Self::Calibrated => "calibrated",
            Self::Assumed => "assumed",
        }
    }
}

/// One parameter: what it is called, what it may be, and why it is what it is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// Table of the scenario file, such as `staffing`.
    pub table: &'static str,
    /// Name within the table.
    pub name: &'static str,
    /// Unit, such as `share` or `hours/week`.
    pub unit: &'static str,
    /// Value when a scenario does not set it.
    pub default: f64,
    /// Allowed range, inclusive.
    pub range: (f64, f64),
    /// Plausible range: what a sensitivity study explores.
    pub prior: (f64, f64),
    /// Only whole numbers are accepted.
    pub whole: bool,
    /// For a policy lever: the mechanism that it works through and its value when that mechanism is absent.
    pub lever: Option<(&'static str, f64)>,
    /// Where the default comes from.
    pub provenance: Provenance,
    /// Source or reason in a few words.
    pub source: &'static str,
    /// Meaning in English, one line.
    pub meaning_en: &'static str,
    /// Meaning in Chinese, one line.
    pub meaning_zh: &'static str,
}

impl Parameter {
    /// `table.name`, the key by which users know it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.table, self.name)
    }

    /// As JSON, with the keys that other programs rely on.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "key": self.key(),
            "unit": self.unit,
            "default": self.default,
            "low": self.range.0,
            "high": self.range.1,
            "prior_low": self.prior.0,
            "prior_high": self.prior.1,
            "whole": self.whole,
            "mechanism": self.lever.map(|(mechanism, _)| mechanism),
            "provenance": self.provenance.word(),
            "source": self.source,
            "meaning_en": self.meaning_en,
            "meaning_zh": self.meaning_zh,
        })
    }
}

/// A struct of parameters that can be read and written by name.
pub trait Table: Default {
    /// The descriptions, in the order of the fields.
    const PARAMETERS: &'static [Parameter];
    /// The value of field `index`.
    fn value(&self, index: usize) -> f64;
    /// The place of field `index`.
    fn value_mut(&mut self, index: usize) -> &mut f64;
    /// The place of the field of that name.
    fn place(&mut self, name: &str) -> Option<&mut f64> {
        let index = Self::PARAMETERS.iter().position(|parameter| parameter.name == name)?;
        Some(self.value_mut(index))
    }
}

/// Declares a table of parameters: the struct with its defaults, and the description of every field.
///
/// A field reads `name: default, "unit", low..high, prior low..high, Provenance "source", "meaning", "含义";` with
/// `lever(mechanism, absent)` after the prior range for policy levers and `whole` before the unit for counts.
macro_rules! parameters {
    (@lever) => { None };
    (@lever $mechanism:literal $absent:expr) => { Some(($mechanism, $absent)) };
    (@whole) => { false };
    (@whole whole) => { true };
    (
        $(#[$meta:meta])*
        pub struct $Name:ident in $table:literal {
            $( $field:ident : $default:expr, $($whole:ident)? $unit:literal, $low:literal .. $high:literal,
               prior $plow:literal .. $phigh:literal $(lever($mechanism:literal, $absent:expr))?,
               $Provenance:ident $source:literal, $en:literal, $zh:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $Name { $( #[doc = concat!($en, " (", $unit, ")")] pub $field: f64, )* }

        impl Default for $Name {
            fn default() -> Self { Self { $( $field: $default, )* } }
        }

        impl $crate::registry::Table for $Name {
            const PARAMETERS: &'static [$crate::registry::Parameter] = &[ $( $crate::registry::Parameter {
                table: $table,
                name: stringify!($field),
                unit: $unit,
                default: $default,
                range: ($low, $high),
                prior: ($plow, $phigh),
                whole: $crate::registry::parameters!(@whole $($whole)?),
                lever: $crate::registry::parameters!(@lever $($mechanism $absent)?),
                provenance: $crate::registry::Provenance::$Provenance,
                source: $source,
                meaning_en: $en,
                meaning_zh: $zh,
            }, )* ];

            fn value(&self, index: usize) -> f64 {
                [ $( self.$field, )* ][index]
            }

            fn value_mut(&mut self, index: usize) -> &mut f64 {
                let fields: [&mut f64; Self::PARAMETERS.len()] = [ $( &mut self.$field, )* ];
                fields.into_iter().nth(index).expect("an index below the number of fields")
            }
        }
    };
}
pub(crate) use parameters;
