using Participatory.Access.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>Who holds the money of one award, of several, or what the caller holds for others. Bank details are masked.</summary>
internal sealed class ReadPayees(Database database, BankVault vault)
{
    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private const string Listed = """
        award.state = 'ACCEPTED'
            AND (award.accepted_at > @At OR (award.accepted_at = @At AND award.award_id > @Id))
        ORDER BY award.accepted_at, award.award_id {limit @count}
        """;

    private static readonly Sql SelectPage = new(PayeeRow.SelectPayees + " WHERE " + Listed);

    private static readonly Sql SelectPageOfRound = new(PayeeRow.SelectPayees + " WHERE award.round_id = @RoundId AND " + Listed);

    private static readonly Sql SelectHosted = new(PayeeRow.SelectPayees + """
         WHERE payee.host_person = @Subject AND (payee.chosen_at < @At OR (payee.chosen_at = @At AND award.award_id < @Id))
        ORDER BY payee.chosen_at DESC, award.award_id DESC {limit @count}
        """);

    public async Task<Payee> Handle(GetPayeeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("award_id", request.AwardId).Check();
        await using var session = await database.Read(cancellation);
        var payee = await PayeeRow.Load(session, request.AwardId);
        var invited = request.HostCode.Length > 0 && payee is { HolderNow: Holder.Host, ChosenAt: { } chosenAt }
            && vault.IsHostCode(request.HostCode, payee.AwardId, chosenAt);
        return await Decide(payee, invited, caller).LoadMessage(session, caller, vault);
    }

    public async Task<ListPayeesResponse> Handle(ListPayeesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var steps = StateText.Wanted(request.Steps);
        var question = $"payees of {request.RoundId} at {string.Join(',', steps)}{(request.ToRequest ? " to request" : "")}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        List<PayeeRow> wanted = [];
        var (at, id) = (page.At, page.Id);
        // Steps are decided here and not in the database, so pages are read until enough are found.
        while (wanted.Count < page.Count)
        {
            var found = await session.Many<PayeeRow>(
                request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound,
                new { request.RoundId, At = at, Id = id, count = page.Count });
            wanted.AddRange(found.Where(payee => steps.Contains(StateText.Of(payee.Step)) && caller.MayActIn(payee.AreaCode)
                && (!request.ToRequest || payee.CanBeRequested)));
            if (found.Count < page.Count)
            {
                break;
            }

            (at, id) = PageKey.Of(found[^1].AcceptedAt!.Value, found[^1].AwardId);
        }

        var answer = new ListPayeesResponse();
        answer.NextPageToken = page.Fill(
            answer.Payees, wanted, row => PageKey.Of(row.AcceptedAt!.Value, row.AwardId), row => row.ToMessage(caller, vault));
        var shared = await SharedAccounts.Load(session, answer.Payees.Select(payee => payee.AwardId));
        foreach (var payee in answer.Payees)
        {
            payee.SameAccount.AddRange(shared[payee.AwardId]);
        }

        return answer;
    }

    public async Task<ListMyHostingsResponse> Handle(ListMyHostingsRequest request, Caller caller, CancellationToken cancellation)
    {
        var question = $"hosted by {caller.Subject}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<PayeeRow>(SelectHosted, new { caller.Subject, page.At, page.Id, count = page.Count });
        var answer = new ListMyHostingsResponse();
        answer.NextPageToken = page.Fill(
            answer.Payees, found, row => PageKey.Of(row.ChosenAt!.Value, row.AwardId), row => row.ToMessage(caller, vault));
        return answer;
    }

    /// <summary>The payee that this person may see: of their own group, hosted by them, or in the council's hands.</summary>
    /// <param name="invited">They have the group's link for a host.</param>
    /// <exception cref="Refusal">It is none of theirs.</exception>
    internal static PayeeRow Decide(PayeeRow payee, bool invited, Caller caller)
    {
        var council = caller.Is(Role.Finance) || (caller.Is(Role.Officer) && caller.MayActIn(payee.AreaCode));
        if (!payee.IsGroup(caller) && !payee.IsHost(caller) && !invited && !council)
        {
            throw new Refusal(GrantsReasons.NotYoursToSee);
        }

        return payee;
    }
}
