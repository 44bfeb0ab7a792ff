namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What Voting holds: who may vote, that they did, and, without any way from one to the other, what was voted.</summary>
internal static class OfVoting
{
    public static HeldDatabase Database { get; } = new("Voting",
    [
        new("poll",
            Nobody("poll_id state vote_type min_length max_length max_sum_cost_minor max_sum_points max_points utility"),
            Nobody("tie_order min_votes currency opens_at closes_at imported_from created_at"),
            Nobody("title rule_name", "the council's name for a vote, and the rule by which it is counted"),
            Nobody("frozen_hash", "of the ballot paper")),
        new("poll_decision", Nobody("poll_id state decided_at"), Of(Staff, "decided_by reason")),
        new("extension",
            Nobody("poll_id number state was becomes asked_at agreed_at"), Of(Staff, "reason asked_by asked_as agreed_by agreed_as")),
        new("contest",
            Nobody("poll_id area_code position budget_minor voters ballots not_counted in_batches"), Nobody("area_name", "of a place")),
        new("project", Nobody("poll_id area_code position project_id cost_minor"), Of(Ideas, "title"))
        {
            NotGiven = "as Proposals has it",
        },
        new("roll_entry", Nobody("poll_id"), Of(VoterList, "position voter_id area_code code_hash"))
        {
            NotGiven = "under a number of the council; nothing may say which code is whose",
        },
        new("letter_words", Nobody("version"), Nobody("heading words", "what the council says in its letters")),
        new("letter_batch", Nobody("poll_id batch area_code first_position last_position letters words_version")),
        new("letter_export",
            Nobody("poll_id export_id batch state asked_at agreed_at taken_with taken_at printer"),
            Of(Staff, "reason asked_by asked_as agreed_by agreed_as")),
        new("turnout", Nobody("poll_id"), Of(VoterList, "roll_position voted_on"))
        {
            NotGiven = "nothing may join a person to a ballot",
        },
        new("removed_roll", Nobody("poll_id area_code voted")),
        new("ballot",
            Nobody("poll_id area_code version"), Of(Votes, "ballot_key choices salt request_hash sealed_promise"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("ballot_before",
            Nobody("poll_id version"), Of(Votes, "ballot_key choices_hash request_hash sealed_promise"))
        {
            NotGiven = "nobody knows whose it was",
        },
        new("mix", Nobody("poll_id mix_id area_code public_key voters resting")),
        new("sealed_ballot", Nobody("poll_id area_code mix_id"), Of(Votes, "lookup sealed"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("log_waiting", Nobody("poll_id"), Of(Votes, "leaf_hash"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("log_leaf", Nobody("poll_id position"), Of(Votes, "leaf_hash"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("log_checkpoint",
            Nobody("poll_id tree_size edge"), Nobody("note", "a signature over how long the public list of hashes is")),
        new("paper_batch",
            Nobody("poll_id batch_id area_code envelopes spoiled counted state"), Of(Staff, "opened_by")),
        new("paper_ballot", Nobody("poll_id batch_id serial")),
        new("paper_keying", Nobody("poll_id batch_id serial turn"), Of(Staff, "keyed_by"), Of(Votes, "choices spoiled"))
        {
            NotGiven = "nobody knows whose it is",
        },
        new("observation", Nobody("poll_id request_id shown_at"), Of(Staff, "shown_by first_observer second_observer")),
        new("imported_voter", Nobody("poll_id"), Of(VoterList, "voter_hash"))
        {
            NotGiven = "of a published election, without names",
        },
        new("result",
            Nobody("poll_id declared_at"), Nobody("result_hash body", "how many votes each idea got, and which were chosen")),
        new("registration_terms",
            Nobody("poll_id most_voters most_at_address most_from_source minimum_age registered",
                "limits that the council set, and how many there are"),
            Of(Staff, "opened_by")),
        new("registration",
            Nobody("poll_id"), Of(Staff, "decided_by"),
            Of(Registrations, "person_hash area_code address_hash source_hash wider_hash widest_hash mailbox_hash state registered_on"),
            Of(Registrations, "reason")),
        new("registration_waiting",
            Nobody("poll_id"),
            Of(Registrations, "registration_id person_hash subject area_code address at_address from_source same_mailbox")),
    ]);
}
