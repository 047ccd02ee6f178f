//! Logs with the columns of cities' public exports, invented rows: each is read as it is, or the message says what is missing
//! and how to name it.

use std::fmt::Write as _;

use gridgov::internals::fit::dates::date;

use logs::read_text;

#[path = "common/logs.rs"]
mod logs;

/// How a city writes the day and the hour of a moment.
type Clock = fn(day: i32, hour: u32) -> String;

/// The columns of a city's export.
struct City {
    name: &'static str,
    /// Headings as the city writes them, with what separates them.
    header: &'static str,
    mark: char,
    clock: Clock,
    /// Roles that are found, in their order, with the heading of each.
    finds: &'static [(&'static str, &'static str)],
    /// What a field of a heading holds besides.
    cells: &'static [(&'static str, &'static [&'static str])],
}

fn parts(day: i32) -> (i32, i32, i32) {
    let text = date(day);
    let mut parts = text.split('-').map(|part| part.parse().expect("a number"));
    let mut next = || parts.next().expect("three parts");
    (next(), next(), next())
}

fn american(day: i32, hour: u32) -> String {
    let (year, month, of_month) = parts(day);
    let (twelve, half) = (if hour.is_multiple_of(12) { 12 } else { hour % 12 }, if hour < 12 { "AM" } else { "PM" });
    format!("{month:02}/{of_month:02}/{year} {twelve:02}:30:00 {half}")
}

fn iso(day: i32, hour: u32) -> String {
    format!("{}T{hour:02}:30:00", date(day))
}

fn sql(day: i32, hour: u32) -> String {
    format!("{} {hour:02}:30:00.0000000", date(day))
}

fn zoned(day: i32, hour: u32) -> String {
    format!("{}T{hour:02}:30:00+01:00", date(day))
}

fn british(day: i32, hour: u32) -> String {
    let (year, month, of_month) = parts(day);
    format!("{of_month:02}/{month:02}/{year} {hour:02}:30")
}

fn slashed(day: i32, hour: u32) -> String {
    let (year, month, of_month) = parts(day);
    format!("{year}/{month}/{of_month} {hour}:30")
}

fn chinese(day: i32, hour: u32) -> String {
    let (year, month, of_month) = parts(day);
    let (half, twelve) = if hour < 12 { ("上午", hour) } else { ("下午", hour - 12) };
    format!("{year}年{month}月{of_month}日 {half}{}:30", if twelve == 0 { 12 } else { twelve })
}

fn spreadsheet(day: i32, hour: u32) -> String {
    format!("{:.5}", f64::from(day + 25_569) + (f64::from(hour) + 0.5) / 24.0)
}

fn stamp(day: i32, hour: u32) -> String {
    format!("{}{hour:02}3000", date(day).replace('-', ""))
}

const CITIES: [City; 16] = [
    City {
        name: "New York",
        header: "Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Location Type,Incident Zip,Incident Address,Status,Due Date,Resolution Description,Community Board,BBL,Borough,Open Data Channel Type,Latitude,Longitude",
        mark: ',',
        clock: american,
        finds: &[
            ("created", "Created Date"),
            ("closed", "Closed Date"),
            ("kind", "Complaint Type"),
            ("place", "Community Board"),
            ("channel", "Open Data Channel Type"),
            ("due", "Due Date"),
            ("id", "Unique Key"),
            ("status", "Status"),
        ],
        cells: &[("Due Date", &[""])],
    },
    City {
        name: "Chicago",
        header: "SR_NUMBER,SR_TYPE,SR_SHORT_CODE,OWNER_DEPARTMENT,STATUS,ORIGIN,CREATED_DATE,LAST_MODIFIED_DATE,CLOSED_DATE,STREET_ADDRESS,CITY,STATE,ZIP_CODE,DUPLICATE,LEGACY_RECORD,LEGACY_SR_NUMBER,PARENT_SR_NUMBER,COMMUNITY_AREA,WARD,CREATED_HOUR,CREATED_DAY_OF_WEEK,CREATED_MONTH,LATITUDE,LONGITUDE,LOCATION",
        mark: ',',
        clock: american,
        finds: &[
            ("created", "CREATED_DATE"),
            ("closed", "CLOSED_DATE"),
            ("kind", "SR_TYPE"),
            ("place", "COMMUNITY_AREA"),
            ("channel", "ORIGIN"),
            ("id", "SR_NUMBER"),
            ("status", "STATUS"),
            ("duplicate", "DUPLICATE"),
        ],
        cells: &[("DUPLICATE", &["false", "false", "true"])],
    },
    City {
        name: "Boston",
        header: "case_enquiry_id,open_dt,sla_target_dt,closed_dt,on_time,case_status,closure_reason,case_title,subject,reason,type,queue,department,location,neighborhood,ward,source",
        mark: ',',
        clock: sql,
        finds: &[
            ("created", "open_dt"),
            ("closed", "closed_dt"),
            ("kind", "reason"),
            ("place", "neighborhood"),
            ("channel", "source"),
            ("due", "sla_target_dt"),
            ("id", "case_enquiry_id"),
            ("status", "case_status"),
        ],
        cells: &[],
    },
    City {
        name: "San Francisco",
        header: "CaseID,Opened,Closed,Updated,Status,Status Notes,Responsible Agency,Category,Request Type,Request Details,Address,Street,Supervisor District,Neighborhood,Analysis Neighborhood,Police District,Latitude,Longitude,Point,Source,Media URL",
        mark: ',',
        clock: american,
        finds: &[
            ("created", "Opened"),
            ("closed", "Closed"),
            ("kind", "Category"),
            ("place", "Neighborhood"),
            ("channel", "Source"),
            ("id", "CaseID"),
            ("status", "Status"),
        ],
        cells: &[],
    },
    City {
        name: "Los Angeles",
        header: "SRNumber,CreatedDate,UpdatedDate,ActionTaken,Owner,RequestType,Status,RequestSource,CreatedByUserOrganization,MobileOS,Anonymous,AssignTo,ServiceDate,ClosedDate,AddressVerified,ApproximateAddress,Address,ZipCode,APC,CD,CDMember,NC,NCName,PolicePrecinct",
        mark: ',',
        clock: american,
        finds: &[
            ("created", "CreatedDate"),
            ("closed", "ClosedDate"),
            ("kind", "RequestType"),
            ("place", "NCName"),
            ("channel", "RequestSource"),
            ("id", "SRNumber"),
            ("status", "Status"),
        ],
        cells: &[("Status", &["Closed", "Closed", "Cancelled"])],
    },
    City {
        name: "Washington",
        header: "OBJECTID,SERVICECODE,SERVICECODEDESCRIPTION,SERVICETYPECODEDESCRIPTION,ORGANIZATIONACRONYM,SERVICECALLCOUNT,ADDDATE,RESOLUTIONDATE,SERVICEDUEDATE,SERVICEORDERDATE,INSPECTIONFLAG,STATUS_CODE,SERVICEREQUESTID,PRIORITY,STREETADDRESS,ZIPCODE,WARD,SERVICEORDERSTATUS",
        mark: ',',
        clock: slashed,
        finds: &[
            ("created", "ADDDATE"),
            ("closed", "RESOLUTIONDATE"),
            ("kind", "SERVICECODEDESCRIPTION"),
            ("place", "WARD"),
            ("due", "SERVICEDUEDATE"),
            ("id", "SERVICEREQUESTID"),
            ("status", "SERVICEORDERSTATUS"),
        ],
        cells: &[],
    },
    City {
        name: "Austin",
        header: "Service Request (SR) Number,SR Description,Owning Department,Method Received,SR Status,Status Change Date,Created Date,Last Update Date,Close Date,SR Location,Zip Code,County,Latitude Coordinate,Council District",
        mark: ',',
        clock: american,
        finds: &[
            ("created", "Created Date"),
            ("closed", "Close Date"),
            ("kind", "SR Description"),
            ("place", "Council District"),
            ("channel", "Method Received"),
            ("id", "Service Request (SR) Number"),
            ("status", "SR Status"),
        ],
        cells: &[("SR Status", &["Closed", "Closed", "Duplicate (closed)"])],
    },
    City {
        name: "Toronto",
        header: "Creation Date,Status,First 3 Chars of Postal Code,Intersection Street 1,Intersection Street 2,Ward,Service Request Type,Division,Section",
        mark: ',',
        clock: sql,
        finds: &[
            ("created", "Creation Date"),
            ("kind", "Service Request Type"),
            ("place", "Ward"),
            ("status", "Status"),
        ],
        cells: &[("Status", &["Completed", "Closed", "Cancelled"])],
    },
    City {
        name: "Montreal",
        header: "ID_UNIQUE,NATURE,ACTI_NOM,TYPE_LIEU_INTERV,RUE,ARRONDISSEMENT,ARRONDISSEMENT_GEO,LIN_CODE_POSTAL,DDS_DATE_CREATION,PROVENANCE_ORIGINALE,PROVENANCE_TELEPHONE,UNITE_RESP_PARENT,LOC_LONG,LOC_LAT,DERNIER_STATUT,DATE_DERNIER_STATUT",
        mark: ',',
        clock: iso,
        finds: &[
            ("created", "DDS_DATE_CREATION"),
            ("kind", "ACTI_NOM"),
            ("place", "ARRONDISSEMENT"),
            ("channel", "PROVENANCE_ORIGINALE"),
            ("id", "ID_UNIQUE"),
            ("status", "DERNIER_STATUT"),
        ],
        cells: &[("DERNIER_STATUT", &["Terminée", "Terminée", "Annulée"])],
    },
    City {
        name: "Vancouver",
        header: "Department;Service request type;Status;Closure reason;Service request open timestamp;Service request close date;Last modified timestamp;Address;Local area;Channel;Latitude;Longitude;geom",
        mark: ';',
        clock: zoned,
        finds: &[
            ("created", "Service request open timestamp"),
            ("closed", "Service request close date"),
            ("kind", "Service request type"),
            ("place", "Local area"),
            ("channel", "Channel"),
            ("status", "Status"),
        ],
        cells: &[],
    },
    City {
        name: "London (FixMyStreet)",
        header: "ID,Title,Detail,User Name,Category,Subcategory,Created,Confirmed,Acknowledged,Fixed,Closed,Status,Latitude,Longitude,Query,Ward,Easting,Northing,Report URL,Device Type,Site Used,Reported As",
        mark: ',',
        clock: british,
        finds: &[
            ("created", "Created"),
            ("closed", "Closed"),
            ("kind", "Category"),
            ("place", "Ward"),
            ("channel", "Site Used"),
            ("id", "ID"),
            ("status", "Status"),
        ],
        cells: &[],
    },
    City {
        name: "Open311",
        header: "service_request_id,status,status_notes,service_name,service_code,description,agency_responsible,service_notice,requested_datetime,updated_datetime,expected_datetime,address,address_id,zipcode,lat,long,media_url",
        mark: ',',
        clock: zoned,
        finds: &[
            ("created", "requested_datetime"),
            ("kind", "service_name"),
            ("due", "expected_datetime"),
            ("id", "service_request_id"),
            ("status", "status"),
        ],
        cells: &[],
    },
    City {
        name: "北京12345",
        header: "工单编号,受理时间,诉求内容,一级分类,二级分类,承办单位,街乡镇,来源渠道,办理时限,办结时间,工单状态,是否满意",
        mark: ',',
        clock: slashed,
        finds: &[
            ("created", "受理时间"),
            ("closed", "办结时间"),
            ("kind", "一级分类"),
            ("place", "街乡镇"),
            ("channel", "来源渠道"),
            ("due", "办理时限"),
            ("id", "工单编号"),
            ("status", "工单状态"),
        ],
        cells: &[("工单状态", &["已办结", "已办结", "重复诉求"])],
    },
    City {
        name: "深圳民生诉求",
        header: "REC_ID,EVENT_PROPERTY_NAME,EVENT_TYPE_NAME,MAIN_TYPE_NAME,SUB_TYPE_NAME,DISPOSE_UNIT_NAME,COMMUNITY_NAME,STREET_NAME,CREATE_TIME,EVENT_SRC_NAME,OPERATE_NUM,OVERTIME_ARCHIVE_NUM,INTIME_ARCHIVE_NUM,EVENT_MARK",
        mark: ',',
        clock: stamp,
        finds: &[
            ("created", "CREATE_TIME"),
            ("kind", "MAIN_TYPE_NAME"),
            ("place", "COMMUNITY_NAME"),
            ("channel", "EVENT_SRC_NAME"),
            ("id", "REC_ID"),
        ],
        cells: &[],
    },
    City {
        name: "杭州数字城管",
        header: "案卷编号,问题来源,上报时间,大类名称,小类名称,所属街道,所属社区,立案时间,处置截止时间,结案时间,当前阶段名称",
        mark: '\t',
        clock: chinese,
        finds: &[
            ("created", "上报时间"),
            ("closed", "结案时间"),
            ("kind", "大类名称"),
            ("place", "所属社区"),
            ("channel", "问题来源"),
            ("due", "处置截止时间"),
            ("id", "案卷编号"),
            ("status", "当前阶段名称"),
        ],
        cells: &[("当前阶段名称", &["[结案]", "[结案]", "[作废]"])],
    },
    City {
        name: "街道台账",
        header: "受理编号,受理日期,办结日期,事项类别,社区,来源,状态",
        mark: ',',
        clock: spreadsheet,
        finds: &[
            ("created", "受理日期"),
            ("closed", "办结日期"),
            ("kind", "事项类别"),
            ("place", "社区"),
            ("channel", "来源"),
            ("id", "受理编号"),
            ("status", "状态"),
        ],
        cells: &[],
    },
];

/// Sixty rows under a city's headings, from 1 February 2024 on, closed two days later, every third field of status as the city
/// has it.
fn log(city: &City) -> String {
    let roles = |heading: &str| city.finds.iter().find(|(_, name)| *name == heading).map(|(role, _)| *role);
    let mut text = city.header.replace(',', &city.mark.to_string()) + "\n";
    for row in 0..60_usize {
        let (day, hour) = (19_754 + row as i32, row as u32 * 5 % 24);
        let field = |heading: &str| -> String {
            if let Some((_, cells)) = city.cells.iter().find(|(name, _)| *name == heading) {
                return cells[row % cells.len()].to_owned();
            }
            match roles(heading) {
                Some("created") => (city.clock)(day, hour),
                Some("closed") => (city.clock)(day + 2, hour),
                Some("due") => (city.clock)(day + 5, hour),
                Some("kind") => ["Noise", "Trash"][row % 2].to_owned(),
                Some("place") => format!("Place {}", row % 4),
                Some("id") => format!("{}", 1000 + row),
                Some("status") => "Closed".to_owned(),
                Some("channel") => "Phone".to_owned(),
                _ => format!("x{row}"),
            }
        };
        let fields: Vec<String> = city.header.split([',', ';']).map(field).collect();
        let _ = writeln!(text, "{}", fields.join(&city.mark.to_string()));
    }
    text
}

#[test]
fn every_city_is_read_as_it_is() {
    for city in &CITIES {
        let found = read_text(&log(city), "").unwrap_or_else(|problems| panic!("{}: {problems}", city.name));
        let columns: Vec<(&str, &str)> = found.columns.iter().map(|(role, name)| (*role, name.as_str())).collect();
        assert_eq!(columns, city.finds, "{}", city.name);
        let void: u64 = found.void.values().sum();
        let says_void = city.cells.iter().any(|(_, cells)| cells.len() == 3);
        assert_eq!((found.rows, void), (60, if says_void { 20 } else { 0 }), "{}: {:?}", city.name, found.void);
        assert_eq!(found.tally.cases(), 60 - void, "{}", city.name);
        assert_eq!(found.tally.daily().len() as u64, if says_void { 59 } else { 60 }, "{}", city.name);
        assert_eq!(found.tally.span.map(|span| span.0), Some(19_754), "{}", city.name);
        assert_eq!((found.kinds.len(), found.backwards), (2, 0), "{}", city.name);
        let closes = city.finds.iter().any(|(role, _)| *role == "closed");
        assert_eq!(found.has_closing, closes, "{}", city.name);
        for kind in &found.tally.kinds {
            let closed: u64 = kind.closed.values().sum();
            assert_eq!((closed, kind.open.len()), (if closes { kind.cases } else { 0 }, 0), "{}", city.name);
            // Two days, by the bins of 4.4%.
            let two_days =
                |bin: &i32| (2.0 / 1.05..2.0 * 1.05).contains(&(libm::exp2(f64::from(*bin) / 16.0) / 1440.0));
            assert!(kind.closed.keys().all(two_days), "{}: {:?}", city.name, kind.closed);
        }
    }
}

#[test]
fn a_map_reads_what_is_no_column_by_itself() {
    // Open311 has no closing time but that of the last change, which is one where the status says closed.
    let open311 = CITIES.iter().find(|city| city.name == "Open311").expect("listed");
    let mut text = log(open311);
    for row in 0..60 {
        text = text.replacen(
            &format!(",x{row},{}", zoned(19_759 + row, row as u32 * 5 % 24)),
            &format!(",{},", zoned(19_757 + row, 1)),
            1,
        );
    }
    let found = read_text(&text, "closed = \"updated_datetime\"\ntitle = \"Our city\"\n").expect("a map names it");
    assert!(found.has_closing && found.tally.kinds.iter().all(|kind| kind.open.is_empty()));
    assert_eq!(found.title.as_deref(), Some("Our city"));
    let berlin = "Meldungsnummer;Eingang;Erledigt;Betreff;Bezirk\n1;05.03.2024 14:30;07.03.2024 08:00;Müll;Mitte\n";
    let missing = read_text(berlin, "").expect_err("German headings are not known");
    for part in
        ["log.csv:1:1", "\"created\"", "\"kind\"", "kind = \"…\"", "--columns MAP.toml", "Eingang, Erledigt, Betreff"]
    {
        assert!(missing.contains(part), "{part}: {missing}");
    }
    let map = "created = \"Eingang\"\nclosed = \"Erledigt\"\nkind = \"Betreff\"\nplace = \"Bezirk\"\nid = \"Meldungsnummer\"\n";
    let found = read_text(berlin, map).expect("with a map");
    assert_eq!(
        (found.kinds, found.columns.len(), found.tally.span),
        (vec!["Müll".to_owned()], 5, Some((19_787, 19_787)))
    );
}
