from ontology.vocabulary import load_vocabulary


def test_a_lawsuit_has_a_plaintiff_a_defendant_and_a_court() -> None:
    lawsuit = load_vocabulary().event_types["Lawsuit"]
    assert lawsuit.roles == {"plaintiff", "defendant", "court"}
    assert "copyright" in lawsuit.attributes["claim"]


def test_every_key_role_is_a_role_of_its_type() -> None:
    for event_type in load_vocabulary().event_types.values():
        for group in event_type.key_roles:
            assert group <= event_type.roles, event_type.name


def test_every_type_is_labelled_in_english_and_chinese() -> None:
    for event_type in load_vocabulary().event_types.values():
        assert set(event_type.labels) == {"en", "zh"}, event_type.name
