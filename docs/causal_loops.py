"""Draws the causal loops of the second model, in English and in Chinese.

    python3 docs/causal_loops.py docs/figures

writes causal-loops.en.svg and causal-loops.zh.svg there. Needs nothing but Python. What is drawn is what docs/model.md says;
an arrow is a rule of section 7, a dashed box is something that a policy sets.
"""

import sys
from pathlib import Path

WIDTH, HEIGHT = 1260, 950
LINE, HALF = 17, 82
MORE, LESS, LEVER, INK = "#1f5fa8", "#b3261e", "#8a5a00", "#222222"

# name: (x, y, lines in English, lines in Chinese, whether a policy sets it)
NODES = {
    "expect": (380, 75, ["Expectation of", "the community"], ["对社区的预期"], False),
    "turn": (170, 175, ["Residents turn to", "the community"], ["居民先找社区"], False),
    "own": (600, 175, ["Settled by the", "community itself"], ["社区自行解决"], False),
    "belief": (170, 370, ["Belief that the", "community decides"], ["认为社区", "能自主决定"], False),
    "practice": (520, 340, ["Practised people:", "capability (slow)"], ["有实践经验的人：", "自治能力（缓慢）"], False),
    "active": (600, 480, ["Active residents"], ["参与的居民"], False),
    "takeover": (170, 560, ["Street office", "takes over"], ["街道接管"], False),
    "backlog": (540, 650, ["Cases that wait", "or are overdue"], ["积压与超期"], False),
    "bought": (860, 60, ["Services bought"], ["政府购买服务"], True),
    "orgs": (860, 175, ["Settled by", "organisations"], ["社会组织解决"], False),
    "askorgs": (1120, 175, ["Organisations trusted", "and asked directly"], ["居民信任并", "直接求助社会组织"], False),
    "ranking": (1140, 300, ["Weight of ranking"], ["排名考核权重"], True),
    "gaming": (850, 350, ["Record made to", "look better"], ["应付考核、美化记录"], False),
    "pressure": (1130, 415, ["Pressure on offices", "and workers"], ["部门与人员压力"], False),
    "hours": (820, 510, ["Hours given", "to cases"], ["办件投入"], False),
    "fatigue": (950, 600, ["Fatigue (slow)"], ["疲劳（缓慢）"], False),
    "incidents": (540, 800, ["Problems that arise"], ["新发问题"], False),
    "record": (290, 730, ["Cases on record"], ["立案记录"], False),
    "projects": (120, 830, ["Projects"], ["源头治理项目"], False),
    "causes": (330, 895, ["Lasting causes", "at buildings"], ["楼栋的问题根源"], False),
    "hoursbought": (120, 735, ["Project hours"], ["项目工时"], True),
    "staff": (110, 655, ["Staff of the office"], ["街道人员"], True),
}

# from, to, sign, bend (pixels to the left of the way), where the sign stands (share of the way)
ARROWS = [
    ("turn", "own", "+", 0, 0.5),
    ("own", "expect", "+", -30, 0.5),
    ("expect", "turn", "+", -25, 0.5),
    ("own", "practice", "+", -40, 0.6),
    ("practice", "own", "+", -40, 0.5),
    ("own", "active", "+", 70, 0.6),
    ("active", "practice", "+", -15, 0.5),
    ("own", "belief", "+", 45, 0.5),
    ("belief", "turn", "+", 0, 0.5),
    ("takeover", "belief", "−", 0, 0.5),
    ("takeover", "own", "−", 25, 0.22),
    ("own", "backlog", "−", 190, 0.55),
    ("backlog", "takeover", "+", -25, 0.6),
    ("takeover", "backlog", "+", -22, 0.6),
    ("staff", "backlog", "−", -22, 0.45),
    ("bought", "orgs", "+", 0, 0.5),
    ("orgs", "own", "−", 0, 0.5),
    ("orgs", "askorgs", "+", -40, 0.5),
    ("askorgs", "orgs", "+", -40, 0.5),
    ("ranking", "pressure", "+", 0, 0.5),
    ("pressure", "gaming", "+", -40, 0.5),
    ("gaming", "pressure", "−", -40, 0.35),
    ("pressure", "hours", "+", -20, 0.72),
    ("hours", "backlog", "−", -15, 0.5),
    ("pressure", "fatigue", "+", 0, 0.5),
    ("fatigue", "hours", "−", -20, 0.5),
    ("backlog", "pressure", "+", -255, 0.5),
    ("incidents", "backlog", "+", 0, 0.5),
    ("incidents", "record", "+", -10, 0.5),
    ("record", "projects", "+", -10, 0.55),
    ("hoursbought", "projects", "+", 0, 0.5),
    ("projects", "causes", "−", -10, 0.5),
    ("causes", "incidents", "+", -15, 0.5),
]

# x, y, R (feeds itself) or B (holds itself back), English, Chinese
LOOPS = [
    (385, 140, "R", "expectation", "预期循环"),
    (556, 254, "R", "practice", "实践循环"),
    (305, 262, "R", "who decides", "“谁做主”循环"),
    (985, 255, "R", "purchase crowds out practice", "购买挤出实践"),
    (350, 592, "R", "takeover feeds backlog", "接管加剧积压"),
    (985, 378, "B", "record", "记录循环"),
    (770, 655, "B", "pressure buys speed", "压力换速度"),
    (965, 500, "R", "fatigue", "疲劳循环"),
    (320, 815, "B", "root causes", "根源治理循环"),
]

TITLE = {"en": "Causal loops of the second model", "zh": "第二版模型的因果回路图"}
LEGEND = {
    "en": [
        (MORE, "+ more leads to more than otherwise"),
        (LESS, "− more leads to less than otherwise"),
        (LEVER, "dashed: set by a policy"),
        (INK, "R feeds itself, B holds itself back"),
    ],
    "zh": [
        (MORE, "+ 同向：增则增"),
        (LESS, "− 反向：增则减"),
        (LEVER, "虚线框：由政策设定"),
        (INK, "R 自我强化，B 自我抑制"),
    ],
}


def extent(name, language):
    """Half of the width and of the height of a box."""
    lines = NODES[name][2 if language == "en" else 3]
    each = 7.6 if language == "en" else 14.5
    return max(each * len(line) for line in lines) / 2 + 9, len(lines) * LINE / 2 + 7


def leave(name, toward, language, gap):
    """Where a way toward a point leaves a box."""
    x, y = NODES[name][:2]
    half_width, half_height = extent(name, language)
    dx, dy = toward[0] - x, toward[1] - y
    scale = min((half_width + gap) / abs(dx) if dx else 9e9, (half_height + gap) / abs(dy) if dy else 9e9)
    return x + dx * scale, y + dy * scale


def arrow(source, target, sign, bend, at, language):
    (x1, y1), (x2, y2) = NODES[source][:2], NODES[target][:2]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    # Left of the way as it is seen on the page, whose y runs down.
    cx, cy = (x1 + x2) / 2 + 2 * bend * (y2 - y1) / length, (y1 + y2) / 2 - 2 * bend * (x2 - x1) / length
    (sx, sy), (ex, ey) = leave(source, (cx, cy), language, 1), leave(target, (cx, cy), language, 5)
    colour = MORE if sign == "+" else LESS
    px = (1 - at) ** 2 * sx + 2 * at * (1 - at) * cx + at**2 * ex
    py = (1 - at) ** 2 * sy + 2 * at * (1 - at) * cy + at**2 * ey
    head = "more" if sign == "+" else "less"
    return (
        f'<path d="M{sx:.0f},{sy:.0f} Q{cx:.0f},{cy:.0f} {ex:.0f},{ey:.0f}" fill="none" stroke="{colour}" '
        f'stroke-width="1.7" marker-end="url(#{head})"/>\n'
        f'<circle cx="{px:.0f}" cy="{py:.0f}" r="9" fill="#ffffff" stroke="{colour}"/>'
        f'<text x="{px:.0f}" y="{py + 5:.0f}" fill="{colour}" font-weight="bold">{sign}</text>\n'
    )


def box(name, language):
    x, y, english, chinese, lever = NODES[name]
    lines = english if language == "en" else chinese
    half_width, half_height = extent(name, language)
    edge, dash = (LEVER, ' stroke-dasharray="5 3"') if lever else ("#8a8a8a", "")
    text = "".join(
        f'<text x="{x}" y="{y + 5 + (row - (len(lines) - 1) / 2) * LINE:.0f}" fill="{LEVER if lever else INK}">{line}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<rect x="{x - half_width:.0f}" y="{y - half_height:.0f}" width="{2 * half_width:.0f}" height="{2 * half_height:.0f}" '
        f'rx="6" fill="#ffffff" stroke="{edge}"{dash}/>{text}\n'
    )


def loop(x, y, sort, english, chinese, language):
    name = english if language == "en" else chinese
    return (
        f'<text x="{x}" y="{y}" font-size="17" font-weight="bold" fill="#555555">{sort} ↻</text>'
        f'<text x="{x}" y="{y + 17}" font-size="13" font-style="{"italic" if language == "en" else "normal"}" '
        f'fill="#555555">{name}</text>\n'
    )


def drawn(language):
    marker = '<marker id="{0}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L10,5 L0,10 z" fill="{1}"/></marker>'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Helvetica, Arial, Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="14" text-anchor="middle" '
        f'lang="{language}">\n<title>{TITLE[language]}</title>\n<defs>{marker.format("more", MORE)}{marker.format("less", LESS)}'
        f'</defs>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n'
        f'<text x="20" y="28" font-size="18" font-weight="bold" text-anchor="start" fill="{INK}">{TITLE[language]}</text>\n'
    ]
    parts += [arrow(*way, language) for way in ARROWS]
    parts += [box(name, language) for name in NODES]
    parts += [loop(*each, language) for each in LOOPS]
    for row, (colour, text) in enumerate(LEGEND[language]):
        parts.append(f'<text x="900" y="{835 + 24 * row}" text-anchor="start" fill="{colour}">{text}</text>\n')
    return "".join(parts) + "</svg>\n"


for tongue in TITLE:
    Path(sys.argv[1], f"causal-loops.{tongue}.svg").write_text(drawn(tongue), encoding="utf-8")
