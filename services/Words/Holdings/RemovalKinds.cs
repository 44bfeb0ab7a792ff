namespace Participatory.Words.Holdings;

/// <summary>
/// What goes by itself, as services note it and <c>Running.resx</c> says it: <c>Removed{kind}</c>. What has a setting is called as its
/// <see cref="Period"/>.
/// </summary>
public static class RemovalKinds
{
    public const string SignInCodes = "SignInCodes";
    public const string Sessions = "Sessions";
    public const string SentNotices = "SentNotices";
    public const string SecurityEvents = "SecurityEvents";
    public const string LocalMail = "LocalMail";
    public const string UnusedAccounts = "UnusedAccounts";
    public const string Answers = "Answers";
    public const string SentMessages = "SentMessages";
    public const string VoterLists = "VoterLists";
    public const string Registrations = "Registrations";
    public const string UnconfirmedVoices = "UnconfirmedVoices";
    public const string IdeaDrafts = "IdeaDrafts";

    public static IReadOnlyList<string> All { get; } =
    [
        SignInCodes, Sessions, SentNotices, SecurityEvents, LocalMail, UnusedAccounts, Answers, SentMessages, VoterLists, Registrations,
        UnconfirmedVoices, IdeaDrafts,
    ];
}
