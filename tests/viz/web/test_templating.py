from viz.web.templating import mark_quoted


def test_free_text_within_our_own_words_is_marked_as_of_its_language() -> None:
    said = "uncertain: källan < anger inte nivån, example"
    marked = 'uncertain: <span lang="sv">källan &lt; anger inte nivån</span>, example'
    assert mark_quoted(said, "källan < anger inte nivån", "en") == marked
    assert mark_quoted("osäker: källan <", "källan <", "sv") == "osäker: källan &lt;"


def test_words_that_quote_nothing_stay_as_they_are() -> None:
    assert mark_quoted("only <proposed>", None, "en") == mark_quoted("only <proposed>", "annat", "en") == "only &lt;proposed&gt;"
