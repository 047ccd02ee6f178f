//! The headings that logs of cities are known to have, by role.
//!
//! New York, Boston, Chicago, San Francisco, Los Angeles, Washington, Austin, Toronto, Montreal, Vancouver, `FixMyStreet` and
//! Open311, and Chinese exports of digital urban management (数字城管) and of the 12345 hotline. Capitals, blanks and marks
//! make no difference. The finer place and the coarser kind come first.

/// What a column holds.
pub const ROLES: [&str; 9] = ["created", "closed", "kind", "place", "channel", "due", "id", "status", "duplicate"];

/// Names of columns by role, in the order of `ROLES`.
pub const KNOWN: [&[&str]; ROLES.len()] = [
    &[
        "created",
        "Created Date",
        "open dt",
        "open date",
        "opened",
        "Creation Date",
        "requested datetime",
        "ADDDATE",
        "Service request open timestamp",
        "DDS_DATE_CREATION",
        "date created",
        "created at",
        "create time",
        "reported",
        "上报时间",
        "立案时间",
        "受理时间",
        "创建时间",
        "来电时间",
        "登记时间",
        "诉求时间",
        "反映时间",
        "发生时间",
        "派单时间",
        "上报日期",
        "受理日期",
    ],
    &[
        "closed",
        "Closed Date",
        "closed dt",
        "close date",
        "closed at",
        "closed datetime",
        "RESOLUTIONDATE",
        "Service request close date",
        "date closed",
        "close time",
        "ARCHIVE_TIME",
        "结案时间",
        "办结时间",
        "处置完成时间",
        "完成时间",
        "办理完成时间",
        "回复时间",
        "结案日期",
        "办结日期",
        "归档时间",
    ],
    &[
        "kind",
        "Complaint Type",
        "Problem (formerly Complaint Type)",
        "reason",
        "case topic",
        "SR_TYPE",
        "Category",
        "RequestType",
        "Service Request Type",
        "SERVICECODEDESCRIPTION",
        "SR Description",
        "ACTI_NOM",
        "service name",
        "MAIN_TYPE_NAME",
        "EVENT_TYPE_NAME",
        "type",
        "大类名称",
        "大类",
        "问题分类",
        "一级分类",
        "一级类别",
        "问题类型",
        "案件类别",
        "案件类型",
        "事项类别",
        "诉求类型",
        "诉求类别",
        "事件类型",
        "工单类型",
        "案卷类型",
        "小类名称",
        "小类",
    ],
    &[
        "place",
        "community",
        "Community Board",
        "COMMUNITY_AREA",
        "neighborhood",
        "Analysis Neighborhood",
        "NCName",
        "Local area",
        "ward",
        "Council District",
        "Supervisor District",
        "ARRONDISSEMENT",
        "Borough",
        "COMMUNITY_NAME",
        "STREET_NAME",
        "所属社区",
        "社区名称",
        "社区",
        "所属街道",
        "街道名称",
        "街道",
        "街乡镇",
        "街道乡镇",
        "所属街镇",
        "网格",
        "所属网格",
        "所属区县",
        "行政区",
    ],
    &[
        "channel",
        "Open Data Channel Type",
        "source",
        "report source",
        "ORIGIN",
        "RequestSource",
        "Method Received",
        "PROVENANCE_ORIGINALE",
        "Site Used",
        "EVENT_SRC_NAME",
        "案件来源",
        "来源渠道",
        "诉求来源",
        "诉求渠道",
        "问题来源",
        "工单来源",
        "受理渠道",
        "来源",
    ],
    &[
        "due",
        "deadline",
        "Due Date",
        "sla target dt",
        "target dt",
        "target close date",
        "SERVICEDUEDATE",
        "expected datetime",
        "截止时间",
        "处置截止时间",
        "办理截止时间",
        "办理时限",
        "应结案时间",
        "办结时限",
        "到期时间",
    ],
    &[
        "id",
        "Unique Key",
        "case enquiry id",
        "case id",
        "SR_NUMBER",
        "SRNumber",
        "service request id",
        "SERVICEREQUESTID",
        "Service Request (SR) Number",
        "ID_UNIQUE",
        "REC_ID",
        "案件编号",
        "案卷号",
        "案卷编号",
        "工单编号",
        "工单号",
        "任务号",
        "受理编号",
        "问题编码",
    ],
    &[
        "status",
        "case status",
        "SERVICEORDERSTATUS",
        "SR Status",
        "DERNIER_STATUT",
        "request status",
        "当前阶段名称",
        "当前阶段",
        "当前状态",
        "工单状态",
        "案件状态",
        "处理状态",
        "办理状态",
        "案卷状态",
        "状态",
    ],
    &["duplicate", "is duplicate", "是否重复", "是否作废", "重复标志"],
];

/// A heading by which two are compared: letters and digits, small.
#[must_use]
pub fn bare(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The export that a header comes from, in English and Chinese.
#[must_use]
pub fn export(header: &[String]) -> (&'static str, &'static str) {
    let bare: Vec<String> = header.iter().map(|heading| bare(heading)).collect();
    let has = |name: &str| bare.iter().any(|heading| heading == name);
    if has("complainttype") || has("uniquekey") || has("problemformerlycomplainttype") {
        ("a 311 export as New York's", "纽约式311导出")
    } else if has("caseenquiryid") || has("opendt") || has("casetopic") {
        ("a 311 export as Boston's", "波士顿式311导出")
    } else if has("srnumber") && has("srtype") {
        ("a 311 export as Chicago's", "芝加哥式311导出")
    } else if has("requesteddatetime") {
        ("an Open311 export", "Open311导出")
    } else if header.iter().any(|field| field.chars().any(|c| ('一'..='龥').contains(&c))) {
        ("an export with Chinese column names", "中文列名导出")
    } else {
        ("a table of cases", "案件表")
    }
}

/// Whether an export is known to write the month before the day.
#[must_use]
pub fn month_first(export: (&str, &str)) -> bool {
    export.0.ends_with("New York's") || export.0.ends_with("Chicago's")
}
