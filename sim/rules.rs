//! The rules: one mechanism a file. A rule reads and writes what stands in [`crate::society`]; it never calls another
//! rule. [`crate::day`] calls them in the order of the day.

pub mod appraisal;
pub mod arrival;
pub mod burnout;
pub mod capability;
pub mod channel_choice;
pub mod closure;
pub mod costs;
pub mod deliberation;
pub mod dispatch;
pub mod disorder;
pub mod escalation;
pub mod experience;
pub mod funding;
pub mod handling;
pub mod influence;
pub mod intake;
pub mod intervention;
pub mod joint_handling;
pub mod legal_education;
pub mod legal_service;
pub mod mediation;
pub mod noticing;
pub mod participation;
pub mod patrol;
pub mod platform;
pub mod posts;
pub mod privacy;
pub mod property;
pub mod skill;
pub mod turnover;
pub mod workday;
