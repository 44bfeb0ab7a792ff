namespace Participatory.Tests.Service.Proposals;

/// <summary>What a reason of the service is to the model of what people do together.</summary>
internal static class ReasonClasses
{
    private static readonly Dictionary<string, Why> Known = new(StringComparer.Ordinal)
    {
        ["WRITING_IS_THEIRS"] = Why.NotTheirs,
        ["JOINING_IS_THEIRS"] = Why.NotTheirs,
        ["WITHDRAWING_IS_THEIRS"] = Why.NotTheirs,
        ["PROPOSAL_NOT_FOUND"] = Why.Gone,
        ["PROPOSAL_WITHDRAWN"] = Why.Gone,
        ["PROPOSAL_JOINED"] = Why.Gone,
        ["NOTES_NOT_YET"] = Why.TooEarly,
        ["EDITING_NO_MORE"] = Why.TooLate,
        ["JOINING_NO_MORE"] = Why.TooLate,
        ["JOINING_IDEAS_NO_MORE"] = Why.TooLate,
        ["SUPPORT_NO_MORE"] = Why.TooLate,
        ["WITHDRAWING_NO_MORE"] = Why.TooLate,
        ["PROPOSER_STAYS"] = Why.TooLate,
        ["EDITED_MEANWHILE"] = Why.Meanwhile,
        ["JOINING_ANSWERED"] = Why.Meanwhile,
        ["WRITES_ALREADY"] = Why.Again,
        ["JOINING_ASKED"] = Why.Again,
        ["JOINING_TOLD_NO"] = Why.Again,
        ["JOINING_ITSELF"] = Why.Own,
        ["JOINING_OWN"] = Why.Own,
        ["LAST_AUTHOR_STAYS"] = Why.LastOne,
        ["JOINED_WITH_OTHERS"] = Why.LastOne,
        ["JOINING_SIDE_LEFT"] = Why.LastOne,
        ["NOT_JOINED"] = Why.NeverJoined,
        ["NOTES_FULL"] = Why.Full,
        ["AUTHORS_FULL"] = Why.Full,
        ["JOININGS_FULL"] = Why.Full,
        ["LINK_OPENS_NOTHING"] = Why.NoLink,
    };

    /// <exception cref="InvalidOperationException">The model knows no such reason: nothing is refused for it here.</exception>
    public static Why Of(string reason) => Known.TryGetValue(reason, out var why)
        ? why : throw new InvalidOperationException($"Refused for {reason}, which the model does not know.");
}
