"""One day at the desk, from the first sign-in to an import, in real browsers and as readers see it."""

from contextlib import ExitStack

from . import correcting, entering, importing, merging
from .people import Public, signed_in


def test_a_day_at_the_desk(opened):
    with ExitStack() as windows:
        ada, bo, cy = (windows.enter_context(signed_in(opened, name)) for name in ("ada", "bo", "cy"))
        public = Public(windows.enter_context(opened()))
        publishing(ada, bo, public)
        correcting_and_restoring(bo, cy, public)
        importing_a_table(ada, public)
        merging_and_taking_back(bo, public)


def publishing(editor, reviewer, public):
    entering.enter_an_article_with_three_statements(editor)
    entering.submit(editor)
    entering.nobody_sees_it_yet(public)
    entering.approve(reviewer)
    entering.everybody_sees_it(public)


def correcting_and_restoring(reviewer, second_reviewer, public):
    correcting.propose_another_stance(reviewer)
    correcting.readers_see_no_change_yet(public)
    correcting.approve_the_correction(second_reviewer)
    correcting.readers_see_the_correction(public)
    correcting.change_a_summary(reviewer)
    assert correcting.BETTER in public.reads("/jurisdictions/milton-fl/")
    correcting.restore_the_earlier_summary(reviewer)
    text = public.reads("/jurisdictions/milton-fl/")
    assert entering.SUMMARIES[0] in text and correcting.BETTER not in text


def importing_a_table(editor, public):
    importing.five_bad_rows_refuse_the_whole_file(editor)
    importing.mended_it_is_loaded_whole(editor)
    importing.readers_see_none_of_it(public)


def merging_and_taking_back(reviewer, public):
    merging.merge(reviewer)
    merging.readers_are_led_on(public)
    merging.undo(reviewer)
    merging.both_are_there_again(public)
