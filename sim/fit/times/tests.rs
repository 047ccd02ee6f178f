//! What is read, and what is not.

use super::*;

/// 5 March 2024, 14:30.
const THEN: f64 = 19_787.0 + 14.5 / 24.0;

fn read(text: &str, order: Option<Order>) -> Option<Moment> {
    written(text).and_then(|written| written.moment(order))
}

#[test]
fn offices_databases_and_spreadsheets_write_one_moment_in_many_ways() {
    for text in [
        "2024-03-05 14:30:00",
        "2024-3-5 14:30",
        "2024-03-05T14:30:00.000",
        "2024-03-05 14:30:00,123",
        "2024-03-05 14:30:00.0000000",
        "2024/3/5 14:30",
        "2024/3/5 下午 02:30:00",
        "2024/3/5 PM 02:30",
        "2024/03/05 02:30:00 pm",
        "2024.3.5 14:30",
        "2024.03.05 14.30.00",
        "2024-03-05-14.30.00.123456",
        "2024年3月5日 下午2:30",
        "2024年3月5日下午2点半",
        "2024年3月5日 14时30分",
        "2024年03月05日14时30分00秒",
        "2024年3月5日14点30分",
        "2024 年 3 月 5 日 14:30",
        "２０２４－０３－０５　１４：３０",
        "2024年3月5日星期二 14:30",
        "2024-03-05 周二 14:30",
        "2024-03-05（星期二）14:30",
        "05.03.2024 14:30",
        "5.3.2024, 14:30",
        "05-Mar-2024 14:30:00",
        "05-MAR-24 02.30.00.000000 PM",
        "5 March 2024 2:30 p.m.",
        "5th March 2024, 14:30",
        "March 5, 2024 2:30 PM",
        "Mar  5 2024  2:30PM",
        "Mar  5 2024 02:30:00:000PM",
        "Tuesday, March 5, 2024 2:30:00 PM",
        "Tue Mar 05 14:30:00 CST 2024",
        "Tue, 05 Mar 2024 14:30:00 GMT",
        "2024-03-05 14:30:00 EST",
        "2024-03-05T14:30:00Z",
        "2024-03-05 14:30:00 UTC",
        "2024-03-05T14:30:00+08:00[Asia/Shanghai]",
        "20240305143000",
        "202403051430",
        "20240305T143000Z",
        "20240305 14:30",
        "1709649000",
        "1709649000000",
        "45356.604166667",
        "'2024-03-05 14:30",
        " 2024-03-05 14:30 ",
    ] {
        let moment = read(text, None).unwrap_or_else(|| panic!("{text}"));
        assert!((moment.days - THEN).abs() < 1e-9 && moment.timed, "{text}: {moment:?}");
    }
    for text in
        ["2024-03-05", "2024年3月5日", "5.3.2024", "20240305", "45356", "5-Mar-24", "2024/3/5 星期二", "2024年3月5号"]
    {
        assert_eq!(read(text, None), Some(Moment { days: 19_787.0, timed: false, offset: None }), "{text}");
    }
}

#[test]
fn parts_of_the_day_are_hours_of_24() {
    let hour =
        |text: &str| read(&format!("2024-03-05 {text}"), None).map(|m| ((m.days - 19_787.0) * 24.0 * 60.0).round());
    for (text, minutes) in [
        ("上午9:05", 545.0),
        ("上午12:10", 10.0),
        ("中午12:10", 730.0),
        ("中午1:10", 790.0),
        ("下午12:10", 730.0),
        ("晚上8点", 1200.0),
        ("晚上12点", 1440.0),
        ("凌晨2:00", 120.0),
        ("下午14:30", 870.0),
        ("12:00 AM", 0.0),
        ("12:00 PM", 720.0),
        ("24:00", 1440.0),
        ("2 PM", 840.0),
    ] {
        assert_eq!(hour(text), Some(minutes), "{text}");
    }
    assert_eq!((hour("14:30 PM"), hour("25:00"), hour("14"), hour("24:01")), (None, None, None, None));
}

#[test]
fn an_order_that_does_not_show_is_left_to_the_log() {
    let orders = |text: &str| written(text).map(|w| w.orders().collect::<Vec<_>>()).unwrap_or_default();
    assert_eq!(orders("03/05/2024 14:30"), [Order::Mdy, Order::Dmy]);
    assert_eq!(orders("31/12/2024"), [Order::Dmy]);
    assert_eq!(orders("12-31-2024"), [Order::Mdy]);
    assert_eq!(orders("3/5/24 14:30"), [Order::Mdy, Order::Dmy, Order::Ymd]);
    assert_eq!(orders("99/3/31"), [Order::Ymd]);
    assert_eq!(orders("24/3/31"), [Order::Dmy, Order::Ymd]);
    assert_eq!(read("03/05/2024 14:30", None), None);
    assert_eq!(read("03/05/2024 14:30", Some(Order::Mdy)).map(|m| m.days), Some(THEN));
    assert_eq!(read("05/03/24 2:30 PM", Some(Order::Dmy)).map(|m| m.days), Some(THEN));
    assert_eq!(read("31/12/2024", Some(Order::Mdy)), None);
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "x",
        "5",
        "12345",
        "2024-13-01",
        "2023-02-29",
        "32/12/2024",
        "2024-03-05 25:00",
        "2024-03-05x",
        "3月5日",
        "１",
        "2024-03-05 14:30+8",
        "2024-03-05 14:30+08:0",
        "2024-03-05 14:30+é",
        "2024-03-05 14:30+99:00",
        "20241301",
        "99999999999",
        "1.2.3.4",
        "Marchers 5, 2024",
        "2024-03",
        "14:30",
        "5个工作日",
        "2024-03-05 14:30 gestern",
        "-5",
        "年",
    ] {
        assert_eq!(written(text), None, "{text}");
    }
}

#[test]
fn an_offset_is_read() {
    let of = |text: &str| read(text, None).and_then(|moment| moment.offset);
    assert_eq!(of("2024-03-05T14:30:00Z"), Some(0));
    assert_eq!(of("2024-03-05T14:30:00.5+08:00"), Some(480));
    assert_eq!(of("2024-03-05 14:30-0330"), Some(-210));
    assert_eq!(of("2024-03-05 14:30 GMT+8"), Some(480));
    assert_eq!((of("2024-03-05 14:30:00"), of("2024-03-05 14:30:00 CST")), (None, None));
    assert_eq!((of("1709649000"), of("45356.5")), (Some(0), None));
    assert_eq!((offset("+08:00"), offset("-5"), offset("Z"), offset("soon")), (Some(480), None, Some(0), None));
}
