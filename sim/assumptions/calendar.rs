//! `[calendar]`: weekends and holidays, a rate that the whole city shares, and how long what has a path of its own takes.
//! Numbers of the second model; they matter only where `calendar`, `citywide`, `clustering` or `paths` is on.

use crate::registry::parameters;

parameters! {
    /// The calendar, the city's common rate, and paths of matters.
    pub struct Calendar in "calendar" {
        duty_share: 0.40, "share", 0.0 .. 1.0, prior 0.1 .. 0.7,
            Assumed "duty rosters; the week's hours stay the same, so that working days have more",
            "hours of committees, offices, departments, mediators and hotline lines on a weekend day or holiday, relative to a working day",
            "周末和节假日值班工时（相对工作日）";
        rounds_share: 0.75, "share", 0.0 .. 1.0, prior 0.4 .. 1.0,
            Assumed "grids are patrolled by rotas on all seven days, with fewer people at weekends",
            "hours of grid workers on a weekend day or holiday, relative to a working day",
            "网格员周末和节假日工时（相对工作日）";
        calls_share: 0.65, "share", 0.0 .. 1.0, prior 0.4 .. 0.9,
            Assumed "open 311 logs have about a third to a half fewer requests a day at weekends",
            "share of those who would turn to somebody on a free day who do so; the others put it off",
            "休息日当天即求助的比例（其余推迟）";
        put_off_days: 2.0, "days", 0.0 .. 30.0, prior 0.5 .. 4.0,
            Assumed "open 311 logs have a little more on Mondays, not all that the weekend lacks",
            "mean days, beyond the first, for which a call is put off",
            "推迟求助的平均天数（首日之外）";
        spring_festival_day: 40.0, whole "day of the year", 0.0 .. 364.0, prior 20.0 .. 50.0,
            Assumed "between 21 January and 20 February; day 0 of a run is 1 January, a Monday",
            "first day of the Spring Festival",
            "春节假期首日（年内第几天）";
        spring_festival_days: 8.0, whole "days", 0.0 .. 60.0, prior 7.0 .. 15.0,
            Measured "eight days by the State Council's arrangement for 2025",
            "days of the Spring Festival",
            "春节假期天数";
        national_day: 273.0, whole "day of the year", 0.0 .. 364.0, prior 273.0 .. 273.0,
            Measured "1 October",
            "first day of the National Day holidays",
            "国庆假期首日（年内第几天）";
        national_days: 7.0, whole "days", 0.0 .. 60.0, prior 7.0 .. 8.0,
            Measured "seven days by the State Council's arrangement, eight with Mid-Autumn",
            "days of the National Day holidays",
            "国庆假期天数";
        city_variance: 0.03, "1", 0.0 .. 4.0, prior 0.01 .. 0.08,
            Assumed "weather and news move a city's daily requests by a sixth or so, beside weekdays",
            "variance of the rate that the whole city shares",
            "全市共同发生率因子的方差";
        city_persistence: 0.85, "1", 0.0 .. 0.999, prior 0.7 .. 0.95,
            Assumed "weather lasts about a week",
            "autocorrelation of that rate from day to day",
            "全市共同发生率的日自相关";
        community_variance: 2.0, "1", 0.0 .. 20.0, prior 0.5 .. 3.0,
            Calibrated "variance/mean of daily counts of 4.4 at 13 cases a day (Boston 311)",
            "variance of a community's rate of a day, beside those of its subdistrict and city",
            "社区自身当日发生率因子的方差";
        spot_hours: 2.0, "hours", 0.0 .. 24.0, prior 0.2 .. 6.0,
            Assumed "answered on the phone or cleared by whoever stands there",
            "mean hours until what is settled on the spot is closed",
            "当场办结事项的平均用时";
        spot_work_ratio: 0.5, "ratio", 0.0 .. 10.0, prior 0.2 .. 1.0,
            Assumed "nobody has to come for it",
            "work of what is settled on the spot, relative to a visit",
            "当场办结的工时（相对上门办理）";
        works_days: 75.0, "days", 0.0 .. 3650.0, prior 30.0 .. 150.0,
            Assumed "a survey, consent of owners or a budget item, a tender: one to three months",
            "mean days before works can begin: survey, consent, procurement",
            "工程类事项开工前平均天数（勘察、表决、采购）";
        works_hours_ratio: 3.0, "ratio", 0.0 .. 100.0, prior 1.0 .. 10.0,
            Assumed "works are larger than a visit",
            "work of what needs works, relative to a visit",
            "工程类事项的工时（相对上门办理）";
        legal_days: 150.0, "days", 0.0 .. 3650.0, prior 60.0 .. 365.0,
            Assumed "six months for reconsideration and court, a season for trees",
            "mean days before the law lets somebody act: hearing, court, season",
            "法律程序类事项可执行前平均天数（听证、诉讼、时令）";
        legal_hours_ratio: 1.5, "ratio", 0.0 .. 100.0, prior 1.0 .. 4.0,
            Assumed "files for a court on top",
            "work of what needs a decision by law, relative to a visit",
            "法律程序类事项的工时（相对上门办理）";
        path_log_sd: 0.5, "1", 0.0 .. 3.0, prior 0.3 .. 0.9,
            Assumed "waits of one kind differ by half or so either way",
            "spread of the logarithm of the days before works or a decision",
            "等待天数的对数标准差";
        path_lasting_ratio: 6.0, "ratio", 0.1 .. 1000.0, prior 2.0 .. 20.0,
            Assumed "a cracked wall or an illegal storey does not go away",
            "how much longer what needs works or a decision lasts by itself",
            "工程类和法律程序类问题自行存续时间（相对其他）";
        extension_share: 1.0, "share", 0.0 .. 5.0, prior 0.0 .. 1.5,
            Assumed "an extension is granted for what cannot be done at once",
            "by how much of the mean wait the deadline of such a case is put off",
            "此类案件时限按平均等待天数顺延的比例";
    }
}
