namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What every service has beside its own tables.</summary>
internal static class OfPlatform
{
    public static HeldDatabase Database { get; } = new("Platform",
    [
        new("outbox",
            Of(Requests, "body"),
            Nobody("sequence message_id type trace_parent created_at attempts next_attempt_at sent_at parked_at"),
            Nobody("parked_reason", "what a program said about its own failure"))
        {
            NotGiven = "on its way, and gone soon: it says nothing that a table does not",
        },
        new("inbox", Nobody("message_id consumer handled_at")),
        new("request",
            Of(Requests, "caller answer body_hash"),
            Nobody("method request_id answered_at"))
        {
            NotGiven = "an answer that the person had already",
        },
        new("heartbeat", Nobody("id beat_at")),
        new("removal", Nobody("removal_id kind total removed_at")),
        new("hiding",
            Nobody("scope_id item_id part number decided_at"), Of(Ideas, "author_subject state"),
            Nobody("reason", "one of a short list"), Of(Staff, "hidden_by second_by decided_as"))
        {
            NotGiven = "that words of theirs were hidden, of which they were told",
        },
        new("flag", Nobody("flag_id scope_id item_id part"), Nobody("reason", "one of a short list"), Of(Flags, "note flagged_at"))
        {
            NotGiven = "what somebody reported; who it was stands nowhere",
        },
        new("hiding_step",
            Nobody("sequence scope_id item_id part step step_at"), Nobody("reason", "one of a short list"), Of(Staff, "decided_as")),
        new("hidden_title", Nobody("scope_id item_id number changed_at"), Nobody("state reason", "each one of a short list")),
        new("ended_session", Of(Sessions, "session_id ended_at"))
        {
            NotGiven = "for ten minutes",
        },
        new("forgotten",
            Nobody("forgotten_at due_at"), Nobody("subject", "a number behind which there is nobody any more")),
    ]);
}
