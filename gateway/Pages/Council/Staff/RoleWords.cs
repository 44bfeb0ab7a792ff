using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>How the pages of the staff call roles, and what can be chosen for one.</summary>
internal static class RoleWords
{
    private const int OnePage = 50;

    public static string Of(Role role) => role switch
    {
        Role.Finance => Words.Staff.Finance,
        Role.Administrator => Words.Staff.Administrator,
        Role.Connector => Words.Staff.Connector,
        _ => Words.Staff.Officer,
    };

    /// <returns>"Officer for Elm Park, Mill Lane, until the end of Friday 3 July 2026".</returns>
    /// <param name="names">Of areas, by code.</param>
    public static string Of(
        Role role, IReadOnlyCollection<string> areas, Timestamp? end, IReadOnlyDictionary<string, string> names, Say say)
    {
        var name = areas.Count == 0 || role is not (Role.Officer or Role.Connector) ? Of(role)
            : say.Fill(
                role == Role.Officer ? Words.Staff.OfficerFor : Words.Staff.ConnectorFor,
                string.Join(", ", areas.Select(area => names.GetValueOrDefault(area, area))));
        return end is null ? name : say.Fill(Words.Staff.Until, name, say.LastDayWithYear(end.ToDateTimeOffset()));
    }

    /// <summary>With whose word somebody has it.</summary>
    public static string By(HeldRole held, Say say) => held switch
    {
        { AskedBy: "" } => Words.Staff.BySettings,
        { State: RoleState.Asked } => say.Fill(Words.Staff.AskedBy, held.AskedBy, say.DateAndTime(held.AskTime)),
        { ConfirmedBy: "" } => say.Fill(Words.Staff.By, held.AskedBy, say.DateAndTime(held.AskTime)),
        _ => say.Fill(Words.Staff.ByTwo, held.AskedBy, held.ConfirmedBy),
    };

    /// <summary>What the page says of what has just been done; null where nothing was.</summary>
    public static Done? DoneOf(string? what) => what switch
    {
        "end" => new(Words.Staff.EndedTitle, Words.Staff.EndedWords),
        "take" => new(Words.Staff.TakenTitle, Words.Staff.TakenWords),
        "decline" => new(Words.Staff.DeclinedTitle, Words.Staff.DeclinedWords),
        "confirm" => new(Words.Staff.ConfirmedTitle, Words.Staff.GivenWords),
        "given" => new(Words.Staff.GivenTitle, Words.Staff.GivenWords),
        "invited" => new(Words.Staff.InvitedTitle, Words.Staff.GivenWords),
        "asked" => new(Words.Staff.AskedTitle, Words.Staff.AskedWords),
        "forget" => new(Words.Council.StaffForgottenTitle, Words.Council.StaffForgottenWords),
        "reset" => new(Words.Staff.ResetAskedTitle, Words.Staff.ResetAskedWords),
        "reset-confirm" => new(Words.Staff.ResetDoneTitle, Words.Staff.ResetDoneWords),
        "reset-decline" => new(Words.Staff.ResetDeclinedTitle, Words.Staff.ResetDeclinedWords),
        "signed-out" => new(Words.Staff.SignedOutTitle, Words.Staff.SignedOutWords),
        "try" => new(Words.Council.UnsentTriedTitle, Words.Council.UnsentTriedWords),
        _ => null,
    };

    /// <summary>The roles that can be given.</summary>
    public static IReadOnlyList<Choice> Choices() =>
    [
        new(nameof(Role.Officer), Words.Staff.Officer, Words.Staff.OfficerHint),
        new(nameof(Role.Finance), Words.Staff.Finance, Words.Staff.FinanceHint),
        new(nameof(Role.Connector), Words.Staff.Connector, Words.Staff.ConnectorHint),
        new(nameof(Role.Administrator), Words.Staff.Administrator, Words.Staff.AdministratorHint),
    ];

    /// <summary>The areas of the rounds that there are, by name; the code of one is its own everywhere.</summary>
    public static async Task<IReadOnlyList<Choice>> Areas(
        ProposalsService.ProposalsServiceClient proposals, CancellationToken cancellation) =>
    [
        .. (await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = OnePage }, cancellationToken: cancellation)).Rounds
            .SelectMany(round => round.Areas).DistinctBy(area => area.AreaCode).OrderBy(area => area.Name, StringComparer.CurrentCulture)
            .Select(area => new Choice(area.AreaCode, area.Name)),
    ];

    /// <summary>What areas are called, where any are named; of none nobody has to be asked.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Names(
        IEnumerable<string> areas, ProposalsService.ProposalsServiceClient proposals, CancellationToken cancellation) => areas.Any()
        ? (await Areas(proposals, cancellation)).ToDictionary(area => area.Value, area => area.Text, StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);
}
