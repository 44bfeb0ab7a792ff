namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What Accountability holds: stories, what the council answered and promised, and what people think of working with it.</summary>
internal static class OfAccountability
{
    public static HeldDatabase Database { get; } = new("Accountability",
    [
        new("round",
            Nobody("round_id currency pay_within_days answer_within_days story_after_days sentence_up_to_minor questions_up_to_minor"),
            Nobody("title", "the council's name for a round")),
        new("round_area", Nobody("round_id area_code"), Nobody("name", "of a place")),
        new("award",
            Nobody("award_id round_id project_id area_code amount_minor currency agreement_version"),
            Of(Ideas, "title"), Of(Grants, "recipient accepted_at used_by"))
        {
            NotGiven = "as Grants has it",
        },
        new("report",
            Nobody("report_id award_id round_id project_id area_code amount_minor currency state ask times_asked"),
            Nobody("requested_at paid_at hope_at next_ask_at"), Of(Ideas, "title"), Of(Stories, "recipient")),
        new("photo",
            Nobody("report_id place media_type width height size_bytes"),
            Of(Stories, "photo_id alt_text added_at recognised they_said_yes parents_said_yes")),
        new("photo_piece", Nobody("file_id piece"), Of(Stories, "content")),
        new("story",
            Nobody("report_id round_id area_code way corrected"), Of(Stories, "told_by told_at was_hard"), Of(Staff, "written_by")),
        new("answer", Nobody("report_id answered_at"), Of(Staff, "words answered_by")),
        new("part", Nobody("part_id report_id kind"), Of(Stories, "audience")),
        new("telling", Nobody("part_id report_id question"), Of(Stories, "words")),
        new("telling_sought", Nobody("part_id"), Of(Stories, "sought"))
        {
            NotGiven = "the words of stories, which are given as they were told",
        },
        new("video", Nobody("part_id report_id place"), Of(Stories, "address")),
        new("voice", Nobody("report_id place media_type size_bytes"), Of(Stories, "voice_id seconds added_at")),
        new("voice_piece", Nobody("file_id piece"), Of(Stories, "content")),
        new("transcript", Nobody("voice_id"), Of(Stories, "words")),
        new("conversation",
            Nobody("report_id version meeting written_at"), Of(Stories, "tellings"), Of(Staff, "written_by")),
        new("withdrawal", Nobody("part_id report_id kind"), Of(Stories, "withdrawn_at"), Of(Staff, "withdrawn_by")),
        new("invitation", Nobody("award_id round_id drawn_at invited_at")),
        new("excuse", Nobody("report_id excused_at"), Of(Stories, "reason"), Of(Staff, "excused_by")),
        new("idea",
            Nobody("round_id project_id area_code withdrawn on_paper won loss fenced paid_at ended ended_at announced"),
            Nobody("hidden hidden_number title_number proposer_number joined joined_number"),
            Nobody("listed_as", "its id as people sort"),
            Nobody("told_at told_last_at", "since when everybody may read what became of it"),
            Of(Ideas, "title proposer"), Of(Staff, "ended_reason ended_by"))
        {
            NotGiven = "as Proposals has it",
        },
        new("review", Nobody("round_id project_id reviewed_at feasible"), Of(Staff, "reason reviewed_by")),
        new("progress", Nobody("round_id paper_at imported declared_at winners_at")),
        new("round_fund", Nobody("round_id fund_id")),
        new("commitment",
            Nobody("commitment_id round_id kind area_code project_id promised_at due_at settled_at broken_at amount_minor currency"),
            Of(Ideas, "title"), Of(Staff, "role reason reason_by"))
        {
            NotGiven = "as Proposals has it",
        },
        new("priority_answer",
            Nobody("commitment_id answered_at promise_id"), Of(Staff, "answer words answered_by")),
        new("given", Nobody("round_id project_id step"), Of(Scores, "kind"))
        {
            NotGiven = "of an idea, not of a person",
        },
        new("score",
            Nobody("score_id round_id step shown"), Of(Scores, "listened_to trusted equal worth_our_time why shown_as"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("minutes_taken", Nobody("minutes_id round_id step"), Of(Scores, "minutes"))
        {
            NotGiven = "nobody knows whose they are",
        },
        new("score_reply", Nobody("reply_id round_id step replied_at"), Of(Staff, "words replied_by")),
        new("story_theme", Nobody("report_id"), Of(Stories, "theme")),
        new("story_quote", Nobody("report_id part_id"), Of(Stories, "words")),
        new("funder_link",
            Nobody("link_id round_id made_at ended_at"), Of(Funders, "funder secret_hash"), Of(Staff, "made_by"))
        {
            NotGiven = "of a body that gives money",
        },
        new("draft", Nobody("report_id"), Of(Stories, "content kept_at")),
        new("fairness_said", Of(AboutYou, "token round_id question choice")),
        new("fairness_count", Nobody("round_id counted_at proposed feasible won paid")),
        new("fairness_cell", Nobody("round_id question choice stage people", "never of fewer than ten people")),
        new("fairness_area_total", Nobody("round_id area_code stage people", "never of fewer than ten people")),
        new("fairness_area_cell", Nobody("round_id area_code question choice stage people", "never of fewer than ten people")),
        new("residents_load",
            Nobody("load_id year added_at used_at"), Nobody("source", "where numbers that are public come from"),
            Of(Staff, "added_by used_by")),
        new("residents_number", Nobody("load_id area_code question choice people", "numbers that are public, such as a census")),
        new("residents_shown", Nobody("only_one load_id")),
    ]);
}
