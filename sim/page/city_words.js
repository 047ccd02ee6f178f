// Words of the living city and of the diary of a case, English and Chinese side by side.
import { WORDS, pick } from "./words.js";

Object.assign(WORDS, {
  city: ["The city lives: the same days under both policies", "城市实况：同样的日子，两种政策"],
  city_hint: [
    "Each dot is a resident, darker where less satisfied; each ring a matter that is open, larger the longer it lasts. Who did what, where and when is from the model; where inside of a grid a dot or ring lies is drawn.",
    "每个点是一名居民，颜色越深越不满意；每个圈是一件未解决的问题，越久越大。谁在何时何网格做了什么由模型给出；点和圈在网格内的位置只是示意。",
  ],
  city_start: ["Watch {days} days", "观看{days}天"],
  city_loading: ["The days are being simulated …", "正在模拟这些日子……"],
  city_play: ["Play", "播放"],
  city_pause: ["Pause", "暂停"],
  city_step: ["One day on", "前进一天"],
  city_day: ["Day", "第几天"],
  city_day_of: ["day {day} of {days}", "第{day}天，共{days}天"],
  city_speed: ["Days a second", "每秒天数"],
  city_map: ["Map of {policy}: {grids} grids, {open} open matters, {filed} of them on file", "{policy}地图：{grids}个网格，{open}件未解决，其中{filed}件已立案"],
  stage_arise: ["arisen", "发生"],
  stage_report: ["reported", "上报"],
  stage_register: ["filed", "立案"],
  stage_dispatch: ["dispatched", "派遣"],
  stage_handle: ["handled", "处置"],
  stage_verify: ["verified", "核查"],
  stage_close: ["closed", "结案"],
  stages: ["What happened so far", "至今累计"],
  stages_text: ["Steps are counted, not matters: one matter may be reported, dispatched or handled more than once, and some began before day 0.", "按步骤计数，不是按件数：一件事可能多次上报、派遣或处置，有些事在第0天之前就已发生。"],
  ring_unfiled: ["nobody has filed it", "尚未立案"],
  ring_filed: ["on file", "已立案"],
  ring_late: ["overdue", "已超期"],
  worker: ["grid worker", "网格员"],
  grid: ["Grid", "网格"],
  grid_name: ["{community}, grid {number}", "{community}第{number}网格"],
  grid_open: ["Open in this grid on day {day}", "第{day}天该网格未解决的问题"],
  grid_none: ["Nothing is open here today.", "今天这里没有未解决的问题。"],
  matter: ["Matter", "问题"],
  since: ["open for {days} days", "已持续{days}天"],
  diary: ["One matter's diary under both policies", "一件事的日记：两种政策下的经过"],
  diary_hint: ["The same matter, at the same place, on the same day. Up to the line the two policies did the same.", "同一件事，同一地点，同一天发生。横线以上两种政策下经过相同。"],
  diary_parts: ["Here the paths part", "从这里开始不同"],
  diary_other: ["Another matter", "换一件"],
  diary_same: ["Under both policies everything went the same.", "两种政策下经过完全相同。"],
  diary_nothing: ["Nothing more within these days.", "这些日子里再无下文。"],
  diary_when: ["day {day}", "第{day}天"],
  diary_took: ["From the first report to its end: {before} → {after}", "从首次上报到问题消失：{before} → {after}"],
  diary_days: ["{days} days", "{days}天"],
  diary_open: ["not over within these days", "这些日子里未解决"],
  diary_lives: ["The case is closed, the matter goes on.", "案已结，问题还在。"],
});

const ACTIVITIES = {
  arise: ["it arises", "问题发生"], notice: ["it is noticed", "被发现"], report: ["somebody reports it", "有人上报"],
  register: ["a case is filed", "立案"], dispatch: ["it is dispatched to", "派遣至"], refuse: ["it is refused", "退单（推诿）"],
  hand_off: ["it is handed on", "移交下一部门"], handle: ["it is worked on", "处置"], verify: ["the result is checked", "核查"],
  close: ["the case is closed", "结案"], paper_close: ["it is closed on paper", "虚假结案（仅在纸面）"], reopen: ["it comes back", "返工重办"],
  escalate: ["the dispute escalates", "矛盾升级"], mediate: ["it is mediated", "调解"], end: ["the matter is over", "问题消失"],
};

export function activityWords(word) {
  const known = ACTIVITIES[word];
  return known ? pick(known[0], known[1]) : word;
}

const ACTORS = [
  ["grid worker", "网格员"], ["residents' committee", "居委会"], ["committee", "居委会"], ["owners' committee", "业主委员会"],
  ["property company", "物业公司"], ["volunteers", "志愿者"], ["organisations", "社会组织"], ["organisation", "社会组织"], ["hotline", "热线"],
  ["petition office", "信访办"], ["department", "职能部门"], ["street office", "街道办"], ["seconded officers", "下沉干部"],
  ["mediators", "调解员"], ["resident", "居民"], ["neighbours", "邻居"], ["audit", "核查组"],
].sort((a, b) => b[0].length - a[0].length);

// Who did it, in the language of the page: the model's names begin with what they are.
export function actorWords(name) {
  const known = ACTORS.find(([english]) => name.startsWith(english));
  if (!known || pick(true, false)) return name;
  const rest = name.slice(known[0].length).trim();
  return /^[\d.]/.test(rest) || rest === "" ? known[1] + rest : `${rest}${known[1]}`;
}

const KINDS = {
  sanitation: ["sanitation", "环境卫生"], facility_repair: ["facility repair", "设施维修"], safety_hazard: ["safety hazard", "安全隐患"],
  illegal_building_parking: ["illegal building or parking", "违建与乱停车"], neighbour_dispute: ["neighbour dispute", "邻里纠纷"],
  shared_space: ["shared space", "公共空间"], care_request: ["request for care", "照护求助"], enquiry: ["enquiry", "咨询"],
};

export function kindWords(kind) {
  const known = KINDS[kind];
  return known ? pick(known[0], known[1]) : kind;
}
