// Numbers and units as a reader wants them; the same rules as in the tables of the program.
import { state } from "./state.js";
import { t } from "./words.js";

const isShare = (unit) => unit === "share" || unit === "share/year";

function decimalsOf(unit, scale) {
  if (unit === "days" || isShare(unit)) return 1;
  if (unit.startsWith("scale")) return 3;
  const size = Math.abs(scale);
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  return size >= 1 ? 2 : 3;
}

function fixed(value, decimals) {
  const text = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 && /[1-9]/.test(text) ? "−" : "";
  return sign + grouped + (fraction ? "." + fraction : "");
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

// A value with its unit where that is short.
export function value(number, unit) {
  if (!isNumber(number)) return "–";
  const text = fixed(number * (isShare(unit) ? 100 : 1), decimalsOf(unit, number));
  return isShare(unit) ? text + "%" : text;
}

// Decimals of a difference: as many more as keep an interval from shrinking to one number.
export function decimals(difference) {
  const { unit, baseline_mean: scale, low, high } = difference;
  const factor = isShare(unit) ? 100 : 1;
  let count = decimalsOf(unit, scale);
  while (isNumber(low) && count < 2 && (high - low) * factor * 10 ** count < 2 && high > low) count += 1;
  return count;
}

// A difference or an end of its interval, with its sign.
export function signed(number, unit, count) {
  if (!isNumber(number)) return "–";
  const text = fixed(number * (isShare(unit) ? 100 : 1), count);
  return /[1-9]/.test(text) && !text.startsWith("−") ? "+" + text : text;
}

// The size of a difference without its sign, with the word for its unit.
export function size(number, unit, count) {
  if (!isNumber(number)) return "–";
  return fixed(Math.abs(number) * (isShare(unit) ? 100 : 1), count) + unitWord(unit, true);
}

// The word for a unit behind a number; of a difference of shares it is a point.
export function unitWord(unit, isDifference) {
  if (isShare(unit)) return isDifference ? t("unit_points") : "%";
  if (unit === "days") return t("unit_days");
  if (unit.startsWith("scale") || unit === "ratio") return "";
  return " " + unitName(unit);
}

// How many changes a plan has.
export function changesWords(n) {
  return n === 1 ? t("changes_count_one") : t("changes_count", { n });
}

const PARTS = {
  share: ["share", "比例"], ratio: ["ratio", "比值"], days: ["days", "天"], persons: ["persons", "人"], residents: ["residents", "居民"],
  resident: ["resident", "人"], year: ["year", "年"], month: ["month", "月"], months: ["months", "个月"], week: ["week", "周"], day: ["day", "天"],
  hour: ["hour", "小时"], hours: ["hours", "小时"], minutes: ["minutes", "分钟"], yuan: ["yuan", "元"], households: ["households", "户"],
  household: ["household", "户"], cases: ["cases", "件"], case: ["case", "件"], posts: ["posts", "岗位"], grid: ["grid", "网格"], post: ["post", "岗位"],
  candidates: ["candidates", "候选人"], systems: ["systems", "个系统"], calls: ["calls", "次来电"], call: ["call", "次来电"],
  organisations: ["organisations", "个组织"], meetings: ["meetings", "次会议"], meeting: ["meeting", "次会议"], community: ["community", "社区"],
  mediators: ["mediators", "名调解员"], indicators: ["indicators", "项指标"], incidents: ["incidents", "件"], refusals: ["refusals", "次推诿"],
  resolution: ["resolution", "次解决"], worker: ["worker", "名网格员"], member: ["member", "名成员"], matters: ["matters", "件事项"],
  utility: ["utility", "效用"], logit: ["logit", "对数几率"], times: ["times", "倍"], quarters: ["quarters", "季度"], years: ["years", "年"],
  experiences: ["experiences", "次经历"],
};

// A unit as its registry has it, in the language of the page.
export function unitName(unit) {
  if (state.lang === "en") return unit.replace(/^1\/1,000 residents\/(year|month)$/, "per 1,000 residents and $1");
  const whole = {
    "scale 0-1": "0–1分", "scale -1-1": "−1–1分", "day of the year": "年内第几天", "appraisal points": "考核分", "log hazard": "对数风险",
    "harm units/1,000 residents/day": "危害/千人·天", "harm units/day": "危害/天", "1/1,000 residents/year": "次/千人/年", "1/1,000 residents/month": "次/千人/月", "1/(hour per 100 households)": "1/(每百户小时)",
    "minutes/day/100 households": "分钟/天·百户", "appraisal points/hour": "考核分/小时",
  };
  if (whole[unit]) return whole[unit];
  return unit.split("/").map((part) => {
    const counted = /^(1,000|10,000|100) (\w+)$/.exec(part);
    if (counted) return { "1,000": "千", "10,000": "万", 100: "百" }[counted[1]] + (counted[2] === "residents" ? "人" : (PARTS[counted[2]] || ["", counted[2]])[1]);
    return (PARTS[part] || [part, part])[1];
  }).join("/");
}
