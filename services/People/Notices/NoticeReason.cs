using System.Text.Json;
using System.Text.Json.Serialization;
using Participatory.Contracts.Voting;
using Participatory.People.Following;
using Participatory.Platform.Messaging;

namespace Participatory.People.Notices;

/// <summary>Why somebody is told something, as it is kept.</summary>
internal static class NoticeReason
{
    public const string OnRoll = "ON_ROLL";
    public const string NotOnRoll = "NOT_ON_ROLL";
    public const string Feasible = "FEASIBLE";
    public const string Infeasible = "INFEASIBLE";
    public const string Won = "WON";
    public const string Lost = "LOST";
    public const string GaveWay = "GAVE_WAY";
    public const string NotOnPaper = "NOT_ON_PAPER";
    public const string Withdrawn = "WITHDRAWN";
    public const string Expired = "EXPIRED";
    public const string Paid = "PAID";
    public const string PartPaid = "PART_PAID";
    public const string PayeeChanged = "PAYEE_CHANGED";
    public const string Asked = "ASKED";
    public const string Reminded = "REMINDED";
    public const string RemindedLast = "REMINDED_LAST";
    public const string Invited = "INVITED";
    public const string Talked = "TALKED";
    public const string Typed = "TYPED";
    public const string HelpOffered = "HELP_OFFERED";
    public const string Excused = "EXCUSED";
    public const string Answered = "ANSWERED";
    public const string Supported = "SUPPORTED";
    public const string EnquiryMade = "ENQUIRY_MADE";
    public const string EnquiryAnswered = "ENQUIRY_ANSWERED";
    public const string DatesMoved = "DATES_MOVED";
    public const string RoundEnded = "ROUND_ENDED";
    public const string WordsHidden = "WORDS_HIDDEN";
    public const string WordsKeptHidden = "WORDS_KEPT_HIDDEN";
    public const string WordsShown = "WORDS_SHOWN";
    public const string Work = "WORK";
    public const string AccountEnds = "ACCOUNT_ENDS";
    public const string RoleGiven = "ROLE_GIVEN";
    public const string RoleAsked = "ROLE_ASKED";
    public const string RoleTaken = "ROLE_TAKEN";
    public const string AddressChanged = "ADDRESS_CHANGED";
    public const string PasskeyAdded = "PASSKEY_ADDED";
    public const string PasskeyRemoved = "PASSKEY_REMOVED";
    public const string ProviderBound = "PROVIDER_BOUND";
    public const string ResetAsked = "RESET_ASKED";
    public const string ResetOfYouAsked = "RESET_OF_YOU_ASKED";
    public const string PasskeysReset = "PASSKEYS_RESET";
    public const string Followed = "FOLLOWED";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OnRoll, NotOnRoll, Feasible, Infeasible, Won, Lost, GaveWay, NotOnPaper, Withdrawn, Expired, Paid, PartPaid, PayeeChanged,
        Asked, Reminded, RemindedLast, Invited, Talked, Typed, HelpOffered, Excused, Answered,
        Supported, DatesMoved, RoundEnded, WordsHidden, WordsKeptHidden, WordsShown, Work, RoleGiven, RoleAsked, RoleTaken, AccountEnds,
        PasskeyAdded, PasskeyRemoved, AddressChanged, ProviderBound, ResetAsked, ResetOfYouAsked, PasskeysReset,
        EnquiryMade, EnquiryAnswered, Followed,
    ];
}

/// <summary>What a notice is about: values, from which its sentences are made when it is sent. What does not apply is null.</summary>
/// <param name="Title">Of the idea, the grant, the poll or the round; of a role, name and title of whom it is about; of a passkey, what
/// its owner calls it.</param>
/// <param name="OwnWords">Why, as an officer wrote it.</param>
/// <param name="Loss">Why an idea was not chosen.</param>
/// <param name="Who">Name and role of the officer it comes from.</param>
/// <param name="Supports">How many people support an idea.</param>
/// <param name="Idea">Where everybody can read the idea.</param>
/// <param name="Round">The id of the round whose page says more.</param>
/// <param name="Work">What waits for somebody at the council.</param>
/// <param name="Role">Of somebody at the council, as <see cref="Platform.Calls.StateText"/> writes it; several with spaces
/// between.</param>
/// <param name="Hidden">Why words or a photo are hidden, as the protos name it.</param>
/// <param name="Voice">The id of somebody's own voice in that round.</param>
/// <param name="Group">The id of a group of theirs, whose words are hidden or shown.</param>
/// <param name="Days">In how many days an account ends that nobody uses.</param>
internal sealed record NoticeDetails(
    string Title,
    long? AmountMinor = null,
    string? Currency = null,
    string? OwnWords = null,
    string? Who = null,
    int? Part = null,
    int? Parts = null,
    LossDeclared? Loss = null,
    int? Supports = null,
    IdeaPlace? Idea = null,
    IReadOnlyList<WorkTold>? Work = null,
    string? Round = null,
    string? Role = null,
    int? Days = null,
    string? Hidden = null,
    string? Voice = null,
    string? Group = null)
{
    /// <summary>The news of what somebody follows, as it is when it is sent; it is never kept here.</summary>
    [JsonIgnore]
    public FollowingDigest? Followed { get; init; }

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, MessageTypes.Json);
}

/// <summary>An idea, by the ids of its round and of its own.</summary>
internal sealed record IdeaPlace(string RoundId, string ProjectId);

/// <summary>So many things of a kind of <see cref="Contracts.WorkKinds"/> wait in a round; without a round its id and the title may be
/// empty.</summary>
internal sealed record WorkTold(string Kind, string RoundId, string Title, int Count);
