"""Standing relations and figures of English articles, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


def facts(found: dict, kind: str) -> set[tuple[str, str]]:
    return {(fact["subject"], fact["object"]) for fact in found["facts"] if fact["type"] == kind}


@pytest.mark.parametrize(
    ("text", "owned", "owner"),
    [
        ("YouTube, owned by Alphabet, removed the clips.", "YouTube", "Alphabet"),
        ("Naver owns 73% of Line.", "Line", "Naver"),
        ("Alphabet unit Google declined to comment.", "Google", "Alphabet"),
        ("Waymo, a subsidiary of Alphabet, tests cars in Phoenix.", "Waymo", "Alphabet"),
        ("Google's parent company Alphabet reported results.", "Google", "Alphabet"),
        ("LinkedIn parent Microsoft declined to comment.", "LinkedIn", "Microsoft"),
        ("Amazon, Apple and Google's parent company Alphabet declined to comment.", "Google", "Alphabet"),
        ("Regulators met Alphabet Inc's Google on Monday.", "Google", "Alphabet"),
        ("The defendants include the Waymo unit of Alphabet, Uber and Tesla.", "Waymo", "Alphabet"),
        ("Walmart-owned Flipkart hired engineers.", "Flipkart", "Walmart"),
        ("Analysts watch xAI, Elon Musk's AI company.", "xAI", "Elon Musk"),
        ("Analysts watch Elon Musk's electric vehicle company, Tesla.", "Tesla", "Elon Musk"),
    ],
)
def test_who_owns_whom(text: str, owned: str, owner: str, read_english: Read) -> None:
    assert facts(read_english(text), "Ownership") == {(owned, owner)}


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Naver owns 73% of Line.", {("Line", "Naver", 73)}),
        ("Halden Cloud is 51% owned by Naver.", {("Halden Cloud", "Naver", 51)}),
        ("Flipkart is wholly owned by Naver.", {("Flipkart", "Naver", 100)}),
        ("Flipkart is majority-owned by Naver.", {("Flipkart", "Naver", None)}),
        ("Line, half of which belongs to Naver, declined to comment.", {("Line", "Naver", None)}),
        ("Line, in which Naver has a 24.5% stake, declined to comment.", {("Line", "Naver", 24.5)}),
        (
            "Naver owns 49% of Line. A further 2% belongs to SoftBank of Japan.",
            {("Line", "Naver", 49), ("Line", "SoftBank", 2)},
        ),
        (
            "Some 60% of Line is owned by Naver and SoftBank.",  # the two together
            {("Line", "Naver", None), ("Line", "SoftBank", None)},
        ),
        ("Yahoo could buy as much as 75 percent of Line, which is owned by Naver.", {("Line", "Naver", None)}),
        ("Naver, the largest shareholder of Line, declined to comment.", {("Line", "Naver", None)}),
        ("Naver, the second biggest shareholder of Line, declined to comment.", set()),
    ],
)
def test_a_share_comes_with_its_percentage(text: str, shares: set[tuple[str, str, float]], read_english: Read) -> None:
    told = [fact for fact in read_english(text)["facts"] if fact["type"] == "Ownership"]
    assert {(fact["subject"], fact["object"], fact.get("percent")) for fact in told} == shares


@pytest.mark.parametrize(
    "text",
    [
        "Apple's rival Samsung sued a supplier.",
        "Amazon's Kindle and Apple sell well.",
        "Apple's iPhone, Nokia and Samsung compete.",
        "Samsung, Asia's largest technology company, reported results.",
        "Microsoft could own TikTok one day.",
        "The senator returned to his old firm, Cisco.",
        "The award went to Oracle's staff. SAP had said nothing.",
        "The suit names Cisco and Dell's accounting firm, PwC.",
        "Deutsche Telekom could become AT&T's majority shareholder.",
        "Regulators barred Microsoft from a plan to own TikTok.",
    ],
)
def test_what_is_nobodys_own(text: str, read_english: Read) -> None:
    assert facts(read_english(text), "Ownership") == set()


@pytest.mark.parametrize(
    ("text", "maker", "product"),
    [
        ("Shoppers queued for Apple's latest iPhone.", "Apple", "iPhone"),
        ("The iPhone maker Apple opened a shop.", "Apple", "iPhone"),
        ("OpenAI, the company behind ChatGPT, opened an office.", "OpenAI", "ChatGPT"),
        ("Apple has sold millions of iPads, since Apple makes the iPad in China.", "Apple", "iPad"),
        ("The watchdog says Apple monopolizes the market for apps on the iPhone.", "Apple", "iPhone"),
        ("Anthropic trained its Claude model for a year.", "Anthropic", "Claude"),
        ("Users like Grok, a chatbot from xAI.", "xAI", "Grok"),
    ],
)
def test_who_makes_what(text: str, maker: str, product: str, read_english: Read) -> None:
    assert facts(read_english(text), "Makes") == {(maker, product)}


@pytest.mark.parametrize(
    "text",
    [
        "Huawei's Android phones sell well.",
        "A court told ByteDance to sell TikTok to an American buyer.",
        "Samsung never made the iPhone.",
    ],
)
def test_who_does_not_make_it(text: str, read_english: Read) -> None:
    assert facts(read_english(text), "Makes") == set()


@pytest.mark.parametrize(
    ("text", "user", "base"),
    [
        ("Samsung uses Android.", "Samsung", "Android"),
        ("Bing runs on Windows.", "Bing", "Windows"),
        ("Siri is powered by Gemini.", "Siri", "Gemini"),
        ("DeepSeek used Nvidia chips.", "DeepSeek", "Nvidia"),
        ("Twitter relied on Google Cloud for years.", "Twitter", "Google Cloud"),
    ],
)
def test_what_is_built_on_what(text: str, user: str, base: str, read_english: Read) -> None:
    assert (user, base) in facts(read_english(text), "DependsOn")


def test_what_may_be_built_on_it_is_not(read_english: Read) -> None:
    assert facts(read_english("Samsung may use Gemini."), "DependsOn") == set()


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("Spotify has 207 million users.", "users", 207_000_000),
        ("Nvidia became the first company to hit a $4 trillion market cap.", "market_cap", 4_000_000_000_000),
        ("Nvidia reported revenue of $46.7 billion.", "revenue", 46_700_000_000),
        ("Visitors to Twitter's site hit 44.5 million in June.", "users", 44_500_000),
        ("Cisco employs 80,000 people.", "employees", 80_000),
        ("Investors valued Stripe Inc at $50 billion.", "valuation", 50_000_000_000),
    ],
)
def test_figures(text: str, metric: str, value: int, read_english: Read) -> None:
    told = [(f["attrs"]["metric"], f["value"]) for f in read_english(text)["facts"] if f["type"] == "Metric"]
    assert told == [(metric, value)]


@pytest.mark.parametrize(
    "text",
    [
        "AT&T added 3.2 million customers in the quarter.",
        "Spotify's app serves over 40 million people every month.",
        "Apple asked a charity to interview 35,000 workers at Foxconn's plants.",
    ],
)
def test_how_many_came_or_were_served_is_no_figure_of_how_many_there_are(text: str, read_english: Read) -> None:
    assert [fact for fact in read_english(text)["facts"] if fact["type"] == "Metric"] == []


def test_a_figure_without_owner_is_that_of_the_company_spoken_of_and_a_forecast_is_none(read_english: Read) -> None:
    text = (
        "Qualcomm posted a higher profit. Revenue rose to $2.33 billion and compared with analysts' revenue estimates "
        "of $2.26 billion."
    )
    told = [(f["subject"], f["value"]) for f in read_english(text)["facts"] if f["type"] == "Metric"]
    assert told == [("Qualcomm", 2_330_000_000)]
