namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What Proposals holds: rounds, ideas, and who supports them.</summary>
internal static class OfProposals
{
    public static HeldDatabase Database { get; } = new("Proposals",
    [
        new("round",
            Nobody("sequence round_id currency listening_from accepting_from reviewing_from balloting_from finished_from vote_type"),
            Nobody("min_length max_length max_sum_cost_minor max_sum_points max_points count_rule utility ties min_votes"),
            Nobody("pay_within_days answer_within_days story_after_days sentence_up_to_minor questions_up_to_minor unspent"),
            Nobody("imported_from phase created_at newcomers_wait"),
            Nobody("title description", "the council's own words about a scheme")),
        new("area", Nobody("round_id area_code position"), Nobody("name", "of a place")),
        new("phase_change", Nobody("round_id phase changed_at"), Of(Staff, "decided_by reason")),
        new("date_change", Nobody("round_id number phase was became decided_at"), Of(Staff, "decided_by reason")),
        new("words_change",
            Nobody("round_id number area_code decided_at"), Nobody("was", "the council's own words about a scheme, or the name of a place"),
            Of(Staff, "decided_by reason")),
        new("proposal",
            Nobody("sequence round_id number area_code valuations supports version passed_on"),
            Of(Ideas, "proposal_id proposer_subject title words who_benefits estimate_minor shown_as counts_for state created_at")),
        new("proposal_version",
            Nobody("round_id proposal_id version large conceals_earlier"),
            Of(Ideas, "title words who_benefits author_subject written_at")),
        new("proposal_note", Nobody("note_id round_id proposal_id number"), Of(Ideas, "words author_subject noted_at")),
        new("author", Nobody("round_id proposal_id place"), Of(Ideas, "subject shown_as joined_at left_at")),
        new("author_invitation",
            Nobody("invitation_id round_id proposal_id"), Of(Ideas, "secret_hash invited_by made_at ends_at")),
        new("draft",
            Nobody("round_id version"),
            Of(IdeaDrafts, "draft_id author_subject area_code title words who_benefits estimate_minor shown_as counts_for priorities"),
            Of(IdeaDrafts, "kept_at")),
        new("support", Nobody("round_id proposal_id version"), Of(Supports, "supporter_subject supported_at")),
        new("valuation",
            Nobody("round_id proposal_id number cost_minor valued_at"),
            Of(Staff, "infeasible_reason note valued_by")),
        new("ballot_paper", Nobody("round_id opens_at closes_at published_at"), Of(Staff, "published_by")),
        new("contest", Nobody("round_id area_code budget_minor")),
        new("budget_release", Nobody("release_id round_id released_at")),
        new("released_to_area", Nobody("round_id area_code release_id currency amount_minor")),
        new("clawed_back", Nobody("clawback_id round_id area_code currency amount_minor")),
        new("result", Nobody("round_id declared_at"), Nobody("result_hash", "of the numbers of votes")),
        new("outcome", Nobody("round_id proposal_id won votes loss")),
        new("winner_changed", Nobody("round_id proposal_id won loss")),
        new("proposal_photo",
            Nobody("round_id proposal_id media_type width height size_bytes"),
            Of(Ideas, "photo_id alt_text everybody_said_yes added_at")),
        new("proposal_photo_piece", Nobody("file_id piece"), Of(Ideas, "content")),
        new("photo_taken_away", Nobody("photo_id round_id proposal_id taken_at"), Of(Staff, "reason taken_by")),
        new("open_question",
            Nobody("sequence question_id round_id area_code opens_at closes_at asked_at ended_at"),
            Nobody("replaced_by", "another question"), Nobody("words", "the council's own question"), Of(Staff, "asked_by ended_by")),
        new("listener_link",
            Nobody("link_id round_id area_code made_at ended_at"), Of(Listeners, "listener secret_hash"), Of(Staff, "made_by"))
        {
            NotGiven = "of a local body that listens",
        },
        new("written_voice",
            Nobody("voice_id link_id round_id question_id area_code version"), Of(Voices, "words language written_at"))
        {
            NotGiven = "nobody knows whose it is before its speaker has said yes",
        },
        new("voice",
            Nobody("sequence voice_id round_id question_id link_id place"),
            Of(Voices, "area_code words sought language audience first_name speaker_subject secret_hash said_at")),
        new("theme_choice",
            Nobody("round_id area_code state way places opened_at closes_at key_id public_key people answer_at decided_at"),
            Nobody("rule_name", "of a way to count"), Nobody("met_where met_when", "of a meeting"), Of(Staff, "opened_by answer_role")),
        new("choice_theme", Nobody("round_id area_code position theme_id chosen outcome")),
        new("choice_mark", Nobody("round_id area_code"), Of(Supports, "chooser_subject")),
        new("sealed_choice", Nobody("round_id area_code choice_key"), Of(Supports, "sealed"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("priority", Nobody("priority_id round_id area_code place theme_id")),
        new("proposal_priority", Nobody("round_id proposal_id place"), Of(Ideas, "priority_id")),
        new("theme",
            Nobody("sequence theme_id round_id area_code named_at published_at quoted"),
            Nobody("statement few_reason", "the council's own words about what several people said"), Of(Staff, "named_by published_by")),
        new("theme_quote", Nobody("theme_id voice_id")),
        new("card_sort",
            Nobody("sequence sort_id round_id area_code voices seed opened_at closed_at"), Of(Staff, "opened_by closed_by")),
        new("sort_card", Nobody("sort_id voice_id position")),
        new("sort_pile", Nobody("sort_id"), Of(Sorting, "sorter_subject pile name")),
        new("sorted_card", Nobody("sort_id voice_id"), Of(Sorting, "sorter_subject pile")),
        new("opera_room",
            Nobody("sequence room_id round_id area_code room_code step minutes turn turn_ends_at door_closed people opened_at closed_at"),
            Nobody("words", "the council's own question"), Of(Staff, "opened_by")),
        new("opera_pair", Nobody("room_id pair version")),
        new("opera_participant", Nobody("room_id seat pair"), Of(Rooms, "participant_id first_name secret_hash"))
        {
            NotGiven = "nobody knows who it is; only the secret in their browser leads there, for a day",
        },
        new("opera_own_note", Nobody("place"), Of(Rooms, "participant_id words"))
        {
            NotGiven = "nobody knows whose it is; it goes when the room closes",
        },
        new("opera_note",
            Nobody("note_id room_id pair place heading"),
            Nobody("words", "what a pair agreed on; nobody knows who they are"), Of(Staff, "hidden_reason hidden_by")),
        new("opera_choice", Nobody("room_id pair note_id")),
    ]);
}
