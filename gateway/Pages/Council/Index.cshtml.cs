using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Council.Staff;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>
/// Where the council's people start: what is waiting, and for whom; in an empty house what to begin with. A connector reads what they may
/// do, which is what every resident may.
/// </summary>
[OpenTo(Role.Officer, Role.Finance, Role.Connector)]
public sealed class IndexModel(
    ToDo toDo, ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
    PeopleService.PeopleServiceClient people) : PageModel
{
    /// <summary>They sign in by code, which whoever reads their e-mail can do, too.</summary>
    public bool ShouldAddPasskey { get; private set; }

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool IsConnector => Person.CallerOf(User).Is(Role.Connector);

    /// <summary>In which a connector helps, by name; none is all.</summary>
    public IReadOnlyList<string> ConnectorAreas { get; private set; } = [];

    public IReadOnlyList<Waiting> Mine { get; private set; } = [];

    public IReadOnlyList<Waiting> OfOthers { get; private set; } = [];

    /// <summary>Empty once the first round has its money.</summary>
    public IReadOnlyList<FirstStep> StartHere { get; private set; } = [];

    /// <summary>The first of them that is not done.</summary>
    public FirstStep? StartNext => StartHere.FirstOrDefault(step => !step.Done);

    /// <summary>One of them can be done by this person now.</summary>
    public bool MayStart => StartHere.Any(step => step is { Done: false, Address.Length: > 0 } && IsMine(step));

    public bool IsMine(FirstStep step) => Person.CallerOf(User).Is(step.Whose);

    public async Task OnGet(CancellationToken cancellation)
    {
        if (IsConnector)
        {
            var areas = Person.ConnectorAreasOf(User);
            var names = await RoleWords.Names(areas, proposals, cancellation);
            ConnectorAreas = [.. areas.Select(area => names.GetValueOrDefault(area, area)).Order(StringComparer.CurrentCulture)];
        }

        if (!IsOfficer && !IsFinance)
        {
            ShouldAddPasskey = (await people.GetMyPasskeysAsync(new GetMyPasskeysRequest(), cancellationToken: cancellation)).Advised;
            return;
        }

        var funds = grants.ListFundsAsync(new ListFundsRequest { PageSize = 20 }, cancellationToken: cancellation);
        var rounds = proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = 1 }, cancellationToken: cancellation);
        var released = grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Approved }, PageSize = 1 }, cancellationToken: cancellation);
        var passkeys = people.GetMyPasskeysAsync(new GetMyPasskeysRequest(), cancellationToken: cancellation);
        (Mine, OfOthers) = await toDo.Find(Person.CallerOf(User), cancellation);
        ShouldAddPasskey = (await passkeys).Advised;
        var made = (await funds).Funds;
        var letGo = (await released).Releases.Count > 0;
        // Once money was released nobody has to be told how to begin.
        var proposed = letGo ? null : (await grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Proposed }, PageSize = 1 }, cancellationToken: cancellation))
            .Releases.FirstOrDefault();
        StartHere = Council.StartHere.Of(
            made.Count == 0 ? null : made[^1].FundId, made.Any(fund => fund.PaidIn is { AmountMinor: > 0 }),
            (await rounds).Rounds.FirstOrDefault()?.RoundId, proposed?.ReleaseId, letGo);
    }
}
