//! What a run takes: clock, processor, memory. Nothing here enters a result.

use std::time::{SystemTime, UNIX_EPOCH};

/// Processor seconds of this process so far, all threads; `None` where the platform does not report it.
#[cfg(unix)]
pub(super) fn process_cpu_seconds() -> Option<f64> {
    clock(rustix::time::ClockId::ProcessCPUTime)
}

/// Processor seconds of this thread so far; `None` where the platform does not report it.
#[cfg(unix)]
pub(super) fn thread_cpu_seconds() -> Option<f64> {
    clock(rustix::time::ClockId::ThreadCPUTime)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is no such clock")]
fn clock(id: rustix::time::ClockId) -> Option<f64> {
    let time = rustix::time::clock_gettime(id);
    Some(time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9)
}

/// Processor seconds of this process so far: not known here.
#[cfg(not(unix))]
pub(super) fn process_cpu_seconds() -> Option<f64> {
    None
}

/// Processor seconds of this thread so far: not known here.
#[cfg(not(unix))]
pub(super) fn thread_cpu_seconds() -> Option<f64> {
    None
}

/// Peak resident memory, which Linux reports.
pub(super) fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Name of the machine.
pub(super) fn host() -> Option<String> {
    let from_kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = from_kernel.or_else(|| std::env::var("HOSTNAME").ok()).or_else(|| std::env::var("COMPUTERNAME").ok())?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The time, UTC, as RFC 3339.
pub(super) fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    rfc3339(seconds)
}

/// Seconds since 1970 as a date and time (days to civil date after Hinnant's `civil_from_days`).
fn rfc3339(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March, so that the leap day comes last; eras are 400 years.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(rfc3339(1_798_761_599), "2026-12-31T23:59:59Z");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_tells_what_a_run_takes() {
        assert!(process_cpu_seconds().is_some_and(|seconds| seconds > 0.0));
        assert!(peak_memory_bytes().is_some_and(|bytes| bytes > 1 << 20));
    }
}
