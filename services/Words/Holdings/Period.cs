namespace Participatory.Words.Holdings;

/// <summary>
/// How long something is kept. Whoever removes it, and the privacy notice that says so, read the same one; so no page promises what no job
/// keeps.
/// </summary>
/// <param name="Name">As its setting calls it: <c>Retention:{Name}</c>, a number of days.</param>
/// <param name="Days">Where nothing is set.</param>
/// <param name="Most">More is refused at the start: nobody needs it for longer.</param>
/// <param name="RemovedBy">The class that removes it.</param>
/// <param name="Least">Less is refused, too: so long it is needed.</param>
public sealed record Period(string Name, int Days, int Most, string RemovedBy, int Least = 1)
{
    /// <summary>Codes that prove an address are good for ten minutes; the rest of a day shows who asks for too many.</summary>
    public static Period SignInCodes { get; } = new("SignInCodes", 1, 7, "ForgetWhatIsOver");

    /// <summary>What the security log says to officers on a page.</summary>
    public static Period SecurityEvents { get; } = new("SecurityEvents", 90, 400, "ForgetWhatIsOver");

    /// <summary>The same request gets the same answer for so long.</summary>
    public static Period Answers { get; } = new("Answers", 30, 400, "Kept");

    /// <summary>Messages between services that were sent; so long they can be sent again when the broker has lost them.</summary>
    public static Period SentMessages { get; } = new("SentMessages", 14, 90, "Kept");

    /// <summary>Half-made rounds of officers.</summary>
    public static Period RoundDrafts { get; } = new("RoundDrafts", 30, 90, "RoundDrafts");

    /// <summary>What an e-mail said, once it is sent; that it was sent stays, because people are told once.</summary>
    public static Period SentNotices { get; } = new("SentNotices", 7, 90, "ForgetWhatIsOver");

    /// <summary>E-mail that could not go out because there is no mail server, in a demonstration.</summary>
    public static Period LocalMail { get; } = new("LocalMail", 7, 30, "ForgetWhatIsOver");

    /// <summary>Accounts into which nobody has signed in, and of which nothing was told; their owners hear of it 30 days before.</summary>
    public static Period UnusedAccounts { get; } = new("UnusedAccounts", 730, 3_650, "EndUnusedAccounts", Least: 60);

    /// <summary>Who could vote and that they did, from the result on: so long can it be objected to.</summary>
    public static Period VoterLists { get; } = new("VoterLists", 42, 400, "RemoveRolls", Least: 21);

    /// <summary>What a listener wrote down and its speaker, who was beside them, has not said yes to.</summary>
    public static Period UnconfirmedVoices { get; } = new("UnconfirmedVoices", 7, 30, "RemoveUnconfirmed");

    /// <summary>Ideas that nobody sent, from the end of their round on.</summary>
    public static Period IdeaDrafts { get; } = new("IdeaDrafts", 90, 400, "RemoveDrafts");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Period> All { get; } =
    [
        SignInCodes, SecurityEvents, Answers, SentMessages, SentNotices, RoundDrafts, LocalMail, UnusedAccounts, VoterLists,
        UnconfirmedVoices, IdeaDrafts,
    ];
}
