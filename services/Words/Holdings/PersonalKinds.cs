namespace Participatory.Words.Holdings;

/// <summary>Every kind of personal data that there is here, in the order in which the privacy notice tells of them.</summary>
public static class PersonalKinds
{
    public static PersonalKind Account { get; } = new("Account", LegalBasis.PublicTask, Period.UnusedAccounts);

    public static PersonalKind Email { get; } = new("Email", LegalBasis.PublicTask, Period.UnusedAccounts);

    public static PersonalKind SignInCodes { get; } = new("SignInCodes", LegalBasis.PublicTask, Period.SignInCodes);

    public static PersonalKind Sessions { get; } = new("Sessions", LegalBasis.PublicTask);

    public static PersonalKind Passkeys { get; } = new("Passkeys", LegalBasis.PublicTask);

    public static PersonalKind Notices { get; } = new("Notices", LegalBasis.PublicTask, Period.SentNotices);

    public static PersonalKind Ideas { get; } = new("Ideas", LegalBasis.PublicTask);

    public static PersonalKind Supports { get; } = new("Supports", LegalBasis.PublicTask);

    /// <summary>What somebody said of the words of others; who said it is not held.</summary>
    public static PersonalKind Flags { get; } = new("Flags", LegalBasis.PublicTask);

    public static PersonalKind VoterList { get; } = new("VoterList", LegalBasis.PublicTask, Period.VoterLists);

    public static PersonalKind Registrations { get; } = new("Registrations", LegalBasis.PublicTask, Period.VoterLists);

    /// <summary>Without a name: nothing joins one to a voter.</summary>
    public static PersonalKind Votes { get; } = new("Votes", LegalBasis.PublicTask);

    public static PersonalKind Grants { get; } = new("Grants", LegalBasis.Contract);

    public static PersonalKind BankDetails { get; } = new("BankDetails", LegalBasis.Contract);

    public static PersonalKind Payments { get; } = new("Payments", LegalBasis.LegalObligation);

    public static PersonalKind Stories { get; } = new("Stories", LegalBasis.PublicTask);

    public static PersonalKind Voices { get; } = new("Voices", LegalBasis.PublicTask, Period.UnconfirmedVoices);

    public static PersonalKind Listeners { get; } = new("Listeners", LegalBasis.PublicTask);

    public static PersonalKind Scores { get; } = new("Scores", LegalBasis.PublicTask);

    /// <summary>Special categories among them: Article 9(2)(a) asks for the person's explicit yes.</summary>
    public static PersonalKind AboutYou { get; } = new("AboutYou", LegalBasis.Consent);

    public static PersonalKind Unfinished { get; } = new("Unfinished", LegalBasis.PublicTask);

    public static PersonalKind Requests { get; } = new("Requests", LegalBasis.PublicTask, Period.Answers);

    public static PersonalKind SecurityLog { get; } = new("SecurityLog", LegalBasis.LegalObligation, Period.SecurityEvents);

    public static PersonalKind Backups { get; } = new("Backups", LegalBasis.LegalObligation);

    public static PersonalKind Funders { get; } = new("Funders", LegalBasis.PublicTask);

    public static PersonalKind Staff { get; } = new("Staff", LegalBasis.PublicTask);

    public static IReadOnlyList<PersonalKind> All { get; } =
    [
        Account, Email, SignInCodes, Sessions, Passkeys, Notices, Ideas, Supports, Flags, VoterList, Registrations, Votes, Grants,
        BankDetails,
        Payments, Stories, Voices, Listeners, Scores, AboutYou, Unfinished, Requests, SecurityLog, Backups, Funders, Staff,
    ];
}
