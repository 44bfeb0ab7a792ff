namespace Participatory.Words.Holdings;

/// <summary>Every kind of personal data that there is here, in the order in which the privacy notice tells of them.</summary>
public static class PersonalKinds
{
    public static PersonalKind Account { get; } = new("Account", LegalBasis.PublicTask, Level.Personal, Period.UnusedAccounts);

    public static PersonalKind Email { get; } = new("Email", LegalBasis.PublicTask, Level.Personal, Period.UnusedAccounts);

    public static PersonalKind SignInCodes { get; } = new("SignInCodes", LegalBasis.PublicTask, Level.Secret, Period.SignInCodes);

    public static PersonalKind Sessions { get; } = new("Sessions", LegalBasis.PublicTask, Level.Secret);

    public static PersonalKind Passkeys { get; } = new("Passkeys", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Notices { get; } = new("Notices", LegalBasis.PublicTask, Level.Personal, Period.SentNotices);

    public static PersonalKind Ideas { get; } = new("Ideas", LegalBasis.PublicTask, Level.Public);

    /// <summary>What nobody but its author reads before it is sent.</summary>
    public static PersonalKind IdeaDrafts { get; } = new("IdeaDrafts", LegalBasis.PublicTask, Level.Personal, Period.IdeaDrafts);

    public static PersonalKind Supports { get; } = new("Supports", LegalBasis.PublicTask, Level.Personal);

    /// <summary>Groups that neighbours found, and who is in them.</summary>
    public static PersonalKind Groups { get; } = new("Groups", LegalBasis.PublicTask, Level.Personal);

    /// <summary>What somebody follows, and what they were told of it.</summary>
    public static PersonalKind Following { get; } = new("Following", LegalBasis.PublicTask, Level.Personal);

    /// <summary>What somebody said of the words of others; who said it is not held.</summary>
    public static PersonalKind Flags { get; } = new("Flags", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind VoterList { get; } = new("VoterList", LegalBasis.PublicTask, Level.Secret, Period.VoterLists);

    public static PersonalKind Registrations { get; } = new("Registrations", LegalBasis.PublicTask, Level.Personal, Period.VoterLists);

    /// <summary>Without a name: nothing joins one to a voter.</summary>
    public static PersonalKind Votes { get; } = new("Votes", LegalBasis.PublicTask, Level.Secret);

    public static PersonalKind Grants { get; } = new("Grants", LegalBasis.Contract, Level.Personal);

    public static PersonalKind BankDetails { get; } = new("BankDetails", LegalBasis.Contract, Level.Secret);

    public static PersonalKind Payments { get; } = new("Payments", LegalBasis.LegalObligation, Level.Public);

    public static PersonalKind Stories { get; } = new("Stories", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Voices { get; } = new("Voices", LegalBasis.PublicTask, Level.Personal, Period.UnconfirmedVoices);

    public static PersonalKind Listeners { get; } = new("Listeners", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Sorting { get; } = new("Sorting", LegalBasis.PublicTask, Level.Personal);

    /// <summary>Of a room in which a group works something out: nobody knows who they are.</summary>
    public static PersonalKind Rooms { get; } = new("Rooms", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Scores { get; } = new("Scores", LegalBasis.PublicTask, Level.Personal);

    /// <summary>Special categories among them: Article 9(2)(a) asks for the person's explicit yes.</summary>
    public static PersonalKind AboutYou { get; } = new("AboutYou", LegalBasis.Consent, Level.Secret);

    public static PersonalKind Unfinished { get; } = new("Unfinished", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Requests { get; } = new("Requests", LegalBasis.PublicTask, Level.Personal, Period.Answers);

    public static PersonalKind SecurityLog { get; } = new("SecurityLog", LegalBasis.LegalObligation, Level.Personal, Period.SecurityEvents);

    public static PersonalKind Backups { get; } = new("Backups", LegalBasis.LegalObligation, Level.Secret);

    public static PersonalKind Funders { get; } = new("Funders", LegalBasis.PublicTask, Level.Personal);

    public static PersonalKind Staff { get; } = new("Staff", LegalBasis.PublicTask, Level.Personal);

    public static IReadOnlyList<PersonalKind> All { get; } =
    [
        Account, Email, SignInCodes, Sessions, Passkeys, Notices, Ideas, IdeaDrafts, Supports, Groups, Following, Flags, VoterList,
        Registrations, Votes, Grants, BankDetails,
        Payments, Stories, Voices, Listeners, Sorting, Rooms, Scores, AboutYou, Unfinished, Requests, SecurityLog, Backups, Funders, Staff,
    ];
}
